import { type ActionFunctionArgs, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useLoaderData, useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { findCommunity } from '~/features/communities/find-community.server'
import { libraryPath } from '~/features/content/kinds'
import { findRun } from '~/features/sandbox/automation-runs/find-runs.server'
import { runState } from '~/features/sandbox/automation-runs/run'
import { resumeRun, startRun, stopRun } from '~/features/sandbox/automation-runs/run-steps.server'
import { RunView } from '~/features/sandbox/automation-runs/run-view'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { paintsFor } from '~/platform/markdown/paints'
import { renderMarkdown } from '~/platform/markdown/render-markdown.server'
import { isUuid } from '~/platform/uuid'
import { ButtonLink } from '~/ui/atoms/button'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { automationsWords } from '~/ui/strings/automations'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { CommunityPage } from '~/ui/templates/pages'
import { codeLinks } from '../code-links'
import { readFields } from '../form.server'
import { forPeople } from '../guard.server'
import { ProblemBoundary, problemTitle } from '../problem-page'
import { communityTitle } from '../titles'
import { goOnWith } from './go-on.server'

export const links = codeLinks

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data ? problemTitle(matches, error) : communityTitle(matches, data.run.title)

export const loader = forPeople(async ({ context: { db, language }, actor, params }) => {
  const slug = params.community ?? ''
  const asked = findRun(db, slug, params.item, params.run)
  asked.catch(() => {})
  await findCommunity(db, actor, slug)
  const { steps, startedAt, ...run } = await asked
  const paints = await paintsFor(...steps.map(({ output }) => output))
  return {
    here: `${libraryPath(slug, 'automation')}/${params.item}`,
    run,
    started: momentOf(startedAt, Date.now(), wordsIn(language.tag, commonWords)),
    state: runState(steps),
    steps: steps.map((step) => ({ ...step, html: renderMarkdown(step.output, paints) })),
    key: crypto.randomUUID(),
  }
})

/** Stops the run, has it go on after a step was let through, or begins another one with the same answers. */
export const action = forPeople(
  async ({ request, context, actor, params }: ActionFunctionArgs & { actor: Person }) => {
    const { db } = context
    const slug = params.community ?? ''
    const fields = await readFields(request)
    const runs = `${libraryPath(slug, 'automation')}/${params.item}/runs`
    if (fields.intent === 'stop') {
      // The database knows whose it is.
      if (!isUuid(params.run)) throw new AppError('run.not-found', 404)
      await stopRun(db, params.run)
      throw redirect(`${runs}/${params.run}`, 303)
    }
    if (fields.intent === 'resume') {
      if (!isUuid(params.run)) throw new AppError('run.not-found', 404)
      if (await resumeRun(db, params.run)) await goOnWith(context, actor, params.run)
      throw redirect(`${runs}/${params.run}`, 303)
    }
    const asked = findRun(db, slug, params.item, params.run)
    asked.catch(() => {})
    await findCommunity(db, actor, slug)
    const { answers } = await asked
    const key = isUuid(fields.key) ? fields.key : crypto.randomUUID()
    const automation = params.item ?? ''
    const again = await startRun(db, { community: slug, automation, answers, key })
    await goOnWith(context, actor, again)
    throw redirect(`${runs}/${again}`, 303)
  },
)

/** Milliseconds between looks at a run that is under way. */
const LOOK_MS = 1_500

export default function AutomationRun() {
  const { here, run, started, state, steps, key } = useLoaderData<typeof loader>()
  const words = useWords(automationsWords)
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (state !== 'running') return
    const timer = setInterval(revalidate, LOOK_MS)
    return () => clearInterval(timer)
  }, [state, revalidate])
  return (
    <CommunityPage narrow title={run.title}>
      <div className="buttons">
        <ButtonLink variant="quiet" href={here}>
          {words.toAutomation}
        </ButtonLink>
      </div>
      <RunView
        here={`${here}/runs/${run.id}`}
        state={state}
        stopping={run.stopping}
        started={started}
        steps={steps}
        postKey={key}
      />
    </CommunityPage>
  )
}

export function ErrorBoundary() {
  return <ProblemBoundary />
}
