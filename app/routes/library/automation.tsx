import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCommunity, isCoach } from '~/features/communities/find-community.server'
import { automationKind } from '~/features/content/automations/automation-kind.server'
import { AutomationStart } from '~/features/content/automations/automation-start'
import { Attachments, Cover } from '~/features/content/files/item-downloads'
import { findShownFiles } from '~/features/content/files/item-files.server'
import { findPublishedItem } from '~/features/content/find-items.server'
import { deskPath, libraryPath } from '~/features/content/kinds'
import { valueProblem } from '~/features/content/prompts/prompt'
import { readValues, writtenOut } from '~/features/content/prompts/prompt-values'
import { findMyRuns } from '~/features/sandbox/automation-runs/find-runs.server'
import { startRun } from '~/features/sandbox/automation-runs/run-steps.server'
import { findLooksFirst } from '~/features/sandbox/moderation/moderation.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { Flash } from '~/ui/molecules/flash'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { automationsWords } from '~/ui/strings/automations'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { promptsWords } from '~/ui/strings/prompts'
import { CommunityPage } from '~/ui/templates/pages'
import { readFields } from '../form.server'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { problemTitle } from '../problem-page'
import { looksOf } from '../sandbox/limits/notice.server'
import { communityTitle } from '../titles'
import { goOnWith } from './go-on.server'
import { ItemProblem } from './item-problem'
import { ItemStanding } from './item-standing'
import { look } from './look.server'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data ? problemTitle(matches, error) : communityTitle(matches, data.automation.title)

export const loader = forPeople(async ({ request, context, actor, params }) => {
  const { db, env, language } = context
  const slug = params.community ?? ''
  const asked = Promise.all([
    findPublishedItem(db, automationKind, slug, params.item),
    look(context, request, params.item),
    findShownFiles(context, actor, params.item),
    findLooksFirst(db, slug),
  ])
  const ran = findMyRuns(db, slug, params.item)
  // Whether the community is theirs is told first.
  asked.catch(() => {})
  ran.catch(() => {})
  const community = await findCommunity(db, actor, slug)
  const [{ id, title, summary, variables }, standing, files, looks] = await asked
  const common = wordsIn(language.tag, commonWords)
  const now = Date.now()
  return {
    slug,
    coach: isCoach(community),
    member: community.role !== null,
    automation: { id, title, summary, variables },
    standing,
    files,
    runs: (await ran).map((run) => ({ id: run.id, started: momentOf(run.startedAt, now, common) })),
    notice: looksOf(looks, env, language.tag),
    key: crypto.randomUUID(),
  }
})

/** Characters of all answers together. */
const LONGEST_ANSWERS = 64_000

/** Starts the automation, and leads to the run. */
export const action = forPeople(
  async ({ request, context, actor, params }: ActionFunctionArgs & { actor: Person }) => {
    const { db, language } = context
    const slug = params.community ?? ''
    const fields = await readFields(request)
    const asked = findPublishedItem(db, automationKind, slug, params.item)
    asked.catch(() => {})
    await findCommunity(db, actor, slug)
    const { id, variables } = await asked
    const values = readValues(variables, fields)
    const codes: Record<string, string> = {}
    for (const variable of variables) {
      const code = valueProblem(variable, values[variable.name] ?? '')
      if (code) codes[variable.name] = code
    }
    const refuse = (problem: string | null, status: number) =>
      data({ stamp: crypto.randomUUID(), values, codes, problem }, { status })
    if (Object.keys(codes).length > 0) return refuse(null, 422)
    const answers = writtenOut(variables, values, wordsIn(language.tag, promptsWords))
    if (Object.values(answers).join('').length > LONGEST_ANSWERS) return refuse('answers.long', 422)
    const key = isUuid(fields.key) ? fields.key : crypto.randomUUID()
    let run: string
    try {
      run = await startRun(db, { community: slug, automation: id, answers, key })
    } catch (error) {
      if (error instanceof AppError && error.status === 409) return refuse(error.code, 409)
      throw error
    }
    await goOnWith(context, actor, run)
    throw redirect(`${libraryPath(slug, 'automation')}/${id}/runs/${run}`, 303)
  },
)

export default function Automation() {
  const { slug, coach, member, automation, standing, files, runs, notice, key } =
    useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const words = useWords(automationsWords)
  const here = `${libraryPath(slug, 'automation')}/${automation.id}`
  return (
    <CommunityPage narrow title={automation.title} lede={automation.summary} flash={<PageFlash />}>
      <Cover files={files} />
      <div className="buttons">
        <ButtonLink variant="quiet" href={libraryPath(slug, 'automation')}>
          {words.back}
        </ButtonLink>
        {coach && (
          <ButtonLink
            variant="quiet"
            icon="draft"
            href={`${deskPath(slug, 'automation')}/${automation.id}`}
          >
            {words.edit}
          </ButtonLink>
        )}
      </div>
      <ItemStanding community={slug} kind="automation" id={automation.id} standing={standing} />
      {member && notice && <Flash tone="note">{notice}</Flash>}
      {member ? (
        <AutomationStart
          key={reply?.stamp ?? ''}
          variables={automation.variables}
          postKey={key}
          reply={reply ?? null}
        />
      ) : (
        <p className="mt-6">{words.onlyMembers}</p>
      )}
      <Attachments files={files} />
      {runs.length > 0 && (
        <section className="mt-10">
          <h2 className="mb-3">{words.before}</h2>
          <ul className="grid gap-2">
            {runs.map((run) => (
              <li key={run.id}>
                <Link href={`${here}/runs/${run.id}`}>
                  {words.startedAt} <Time {...run.started} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </CommunityPage>
  )
}

export function ErrorBoundary() {
  return <ItemProblem kind="automation" room="library" />
}
