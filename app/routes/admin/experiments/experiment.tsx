import { type ActionFunctionArgs, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { asCoach } from '~/features/communities/as-coach.server'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { LIMITS } from '~/features/content/agents/agent'
import { deskPath } from '~/features/content/kinds'
import { experimentPath } from '~/features/experiments/experiment'
import { experimentFields } from '~/features/experiments/experiment.schema'
import {
  endExperiment,
  keepA,
  startExperiment,
  takeB,
} from '~/features/experiments/experiments.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { lazily } from '~/platform/lazily'
import { Link } from '~/ui/atoms/link'
import { useWords } from '~/ui/strings'
import { experimentsWords } from '~/ui/strings/experiments'
import { AdminPage } from '~/ui/templates/pages'
import { parseFields, readFields, refuse, refuseInvalid } from '../../form.server'
import { forPeople } from '../../guard.server'
import { ItemProblem } from '../../library/item-problem'
import { PageFlash } from '../../page-flash'
import { problemTitle } from '../../problem-page'
import { communityTitle, wordsOf } from '../../titles'
import { useRooms } from '../rooms'
import { ExperimentForm } from './experiment-form'
import { ExperimentResult } from './experiment-result'
import { loadExperiment, type PageArgs } from './load-experiment.server'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, wordsOf(matches, experimentsWords).title(data.agent.title))

export const loader = forPeople(loadExperiment)

const pageOf = (params: PageArgs['params']) => experimentPath(params.community ?? '', params.item)

const startFields = lazily(() => experimentFields(LIMITS.instructions))

async function start(fields: Record<string, string>, args: PageArgs) {
  const { context, actor, params } = args
  const { db, jar } = context
  const slug = params.community ?? ''
  const wished = parseFields(fields, startFields)
  if ('reply' in wished) {
    requireCoach(await findCommunity(db, actor, slug))
    return refuseInvalid(wished.reply)
  }
  let not: string | null
  try {
    not = await asCoach(db, actor, slug, () => startExperiment(db, slug, params.item, wished.value))
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'content.needs-review') throw error
    not = error.code
  }
  if (not) return refuse(fields, 409, { problem: not })
  setFlash(jar, 'experiment.started')
  throw redirect(pageOf(params), 303)
}

/** Starts an experiment, ends it, and says what the agent goes on as. */
export const action = forPeople(async (args: ActionFunctionArgs & { actor: Person }) => {
  const { request, context, actor, params } = args
  const { db, jar } = context
  const slug = params.community ?? ''
  const fields = await readFields(request)
  const ended = { community: slug, agent: params.item, experiment: fields.experiment }
  switch (fields.intent) {
    case 'start':
      return start(fields, args)
    case 'end':
      await asCoach(db, actor, slug, () => endExperiment(db, slug, params.item))
      setFlash(jar, 'experiment.ended')
      throw redirect(pageOf(params), 303)
    case 'keep':
      await asCoach(db, actor, slug, () => keepA(db, ended))
      setFlash(jar, 'experiment.kept')
      throw redirect(`${pageOf(params)}?of=${fields.experiment}`, 303)
    case 'take':
      try {
        const { submitted } = await asCoach(db, actor, slug, () => takeB(db, ended))
        setFlash(jar, submitted ? 'experiment.submitted' : 'experiment.taken')
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'agent.changed') throw error
        return refuse({}, 409, { problem: 'changed' })
      }
      throw redirect(`${pageOf(params)}?of=${fields.experiment}`, 303)
    default:
      throw new AppError('invalid', 422)
  }
})

export default function Experiment() {
  const loaded = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { slug, agent, experiment } = loaded
  const words = useWords(experimentsWords)
  return (
    <AdminPage
      title={words.title(agent.title)}
      lede={words.lede}
      nav={useRooms(slug, 'content')}
      flash={<PageFlash />}
    >
      {experiment && <ExperimentResult {...loaded} experiment={experiment} />}
      {(!experiment || experiment.ended || reply) && <ExperimentForm {...loaded} reply={reply} />}
      <p className="mt-8">
        <Link href={`${deskPath(slug, 'agent')}/${agent.id}`}>{words.back}</Link>
      </p>
    </AdminPage>
  )
}

export function ErrorBoundary() {
  return <ItemProblem kind="agent" room="admin" />
}
