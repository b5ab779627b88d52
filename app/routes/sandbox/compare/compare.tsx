import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { Database } from '~/data/database.server'
import { findCommunity } from '~/features/communities/find-community.server'
import { findAgents } from '~/features/content/agents/find-agents.server'
import { findMyBudgets } from '~/features/money/budgets.server'
import { findEstimates } from '~/features/money/estimate.server'
import { findFlags } from '~/features/operations/flags.server'
import { beginAnswer } from '~/features/sandbox/answers/ask-agent.server'
import {
  comparePath,
  comparisonPath,
  FEWEST_COMPARED,
  MOST_COMPARED,
} from '~/features/sandbox/compare/compare'
import { compareModels, findComparisons } from '~/features/sandbox/compare/compare.server'
import { CompareForm } from '~/features/sandbox/compare/compare-form'
import { conversationPath, sandboxPath } from '~/features/sandbox/conversation/conversation'
import {
  beginningSchema,
  draftSchema,
  firstCode,
  messageSchema,
} from '~/features/sandbox/conversation/message.schema'
import { readersWords } from '~/features/sandbox/conversation/readers-words.server'
import type { Refused } from '~/features/sandbox/conversation/talk-data'
import { beginConversation, findDraft, keepDraft } from '~/features/sandbox/drafts/drafts.server'
import { KeptDraft } from '~/features/sandbox/drafts/late-draft'
import { findLooksFirst } from '~/features/sandbox/moderation/moderation.server'
import { findOwnTalk } from '~/features/sandbox/my-conversations/find-talk.server'
import { whichModels } from '~/platform/ai/which-model'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { isUuid } from '~/platform/uuid'
import { ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { EmptyState } from '~/ui/molecules/card'
import { Flash } from '~/ui/molecules/flash'
import { useWords } from '~/ui/strings'
import { compareWords } from '~/ui/strings/compare'
import { CommunityPage } from '~/ui/templates/pages'
import { offeredModels } from '../../admin/kinds/agent-models.server'
import { readFields } from '../../form.server'
import { forEveryone, forPeople } from '../../guard.server'
import { PageFlash } from '../../page-flash'
import { problemTitle } from '../../problem-page'
import { communityTitle, wordsOf } from '../../titles'
import { personOf } from '../ask.server'
import { refusePost } from '../conversation/refuse.server'
import { costOfEach } from '../limits/cost.server'
import { noticeOf } from '../limits/notice.server'

export const meta: MetaFunction<typeof loader> = ({ data: page, error, matches }) =>
  error || !page
    ? problemTitle(matches, error)
    : communityTitle(matches, wordsOf(matches, compareWords).title)

/** What several models are asked: with an agent that one picks, or next in a conversation. */
export const loader = forPeople(async ({ request, context, actor, params }) => {
  const { db, env, language } = context
  const { community: slug = '', conversation } = params
  const query = new URL(request.url).searchParams
  const agent = query.get('agent')
  const [community, talk, draft, before, agents, models, flags, budgets, estimates, looks] =
    await Promise.all([
      findCommunity(db, actor, slug),
      conversation === undefined
        ? null
        : findOwnTalk(db, actor, { community: slug, id: conversation }),
      isUuid(conversation) ? findDraft(db, conversation) : null,
      isUuid(conversation) ? findComparisons(db, conversation) : [],
      conversation === undefined ? findAgents(db, slug) : [],
      offeredModels(db),
      findFlags(db, slug),
      findMyBudgets(db, slug),
      findEstimates(
        db,
        slug,
        isUuid(conversation) ? { conversation } : { agent: isUuid(agent) ? agent : null },
      ),
      findLooksFirst(db, slug),
    ])
  return {
    slug,
    member: community.role !== null,
    talk: talk && { id: talk.id, title: talk.title },
    draft,
    before,
    agents,
    agent,
    ticked: query.getAll('model').slice(0, MOST_COMPARED),
    models: models.map((each) => {
      const estimate = estimates.get(each.model)
      return { ...each, cost: estimate ? costOfEach(estimate, language.tag) : null }
    }),
    readers: readersWords(language.tag, talk?.readers ?? community.conversationReaders),
    notice: noticeOf(flags, env, language.tag, budgets, looks),
    postKey: crypto.randomUUID(),
  }
})

/** What a refused post gives back, with what was chosen in it. */
interface RefusedComparison extends Refused {
  models: string[]
  agent: string | null
}

/** The models that were ticked: a box's name holds its model. */
const TICKED = 'model.'

async function compare(
  context: AppLoadContext,
  slug: string,
  conversation: string | undefined,
  fields: Record<string, string>,
): Promise<Response> {
  const actor = personOf(context)
  const { db, env, answers, log, later } = context
  if (fields.instead === 'draft') return keep(context, slug, conversation, fields)
  const message = messageSchema().safeParse(fields)
  if (!message.success) throw new AppError(firstCode(message.error), 422)
  const { agent } = fields
  if (conversation === undefined ? !isUuid(agent) : !isUuid(conversation)) {
    throw new AppError('agent', 422)
  }
  // It wakes up while the question travels to Postgres.
  answers.expect(actor.userId)
  const asked = await compareModels(db, {
    community: slug,
    to: conversation === undefined ? { agent: agent ?? '' } : { conversation },
    text: message.data.message,
    key: message.data.post_key,
    compared: tickedOf(fields),
    models: whichModels(env),
  })
  // Not awaited: the page that the post leads to shows what is there.
  later(Promise.all(asked.map((each) => beginAnswer(each, { db, answers, actor, log }))))
  const { conversationId, personMessageId } = asked[0].job
  return redirect(comparisonPath(slug, conversationId, personMessageId), 303)
}

/** Keeps what was typed as the draft of its conversation; where there is none yet, one begins with it. */
async function keep(
  { db, jar }: AppLoadContext,
  slug: string,
  conversation: string | undefined,
  fields: Record<string, string>,
): Promise<Response> {
  const id = conversation ?? (await begin(db, slug, fields))
  if (conversation !== undefined) {
    const draft = draftSchema().safeParse(fields.message)
    if (!draft.success) throw new AppError(firstCode(draft.error), 422)
    await keepDraft(db, conversation, draft.data)
  }
  setFlash(jar, 'sandbox.draft-kept')
  const ticked = new URLSearchParams(tickedOf(fields).map((model) => ['model', model]))
  return redirect(`${comparePath(slug, id)}?${ticked}`, 303)
}

async function begin(
  db: Database,
  community: string,
  fields: Record<string, string>,
): Promise<string> {
  if (!isUuid(fields.agent)) throw new AppError('agent', 422)
  const begun = beginningSchema().safeParse(fields)
  if (!begun.success) throw new AppError(firstCode(begun.error), 422)
  const { message: text, post_key: key, agent } = begun.data
  return beginConversation(db, { community, agent, text, key })
}

const tickedOf = (fields: Record<string, string>) =>
  Object.keys(fields)
    .filter((name) => name.startsWith(TICKED))
    .map((name) => name.slice(TICKED.length).replaceAll('\0', ''))

export const action = forEveryone(async ({ request, context, params }: ActionFunctionArgs) => {
  const fields = await readFields(request)
  const { community: slug = '', conversation } = params
  try {
    return await compare(context, slug, conversation, fields)
  } catch (error) {
    const refused = refusePost(error, context, comparePath(slug, conversation ?? null), fields)
    if (!('data' in refused)) return refused
    const reply: RefusedComparison = {
      ...refused.data,
      models: tickedOf(fields),
      agent: fields.agent ?? null,
    }
    return data(reply, refused.init ?? undefined)
  }
})

export default function Compare() {
  const {
    slug,
    member,
    talk,
    draft,
    before,
    ticked,
    agents,
    agent,
    models,
    readers,
    notice,
    postKey,
  } = useLoaderData<typeof loader>()
  const refused = (useActionData<typeof action>() ?? null) as RefusedComparison | null
  const words = useWords(compareWords)
  const missing =
    models.length < FEWEST_COMPARED ? 'models' : talk || agents.length > 0 ? null : 'agents'
  return (
    <CommunityPage
      narrow
      title={words.title}
      lede={words.lede}
      flash={
        <>
          <PageFlash />
          {notice && <Flash tone="note">{notice}</Flash>}
          {!member && <Flash tone="note">{words.notMember}</Flash>}
        </>
      }
    >
      {talk && (
        <p className="hint mb-4" dir="auto">
          {words.inTalk(talk.title)}
        </p>
      )}
      {missing ? (
        <EmptyState
          title={words.few}
          action={
            <ButtonLink variant="primary" href={sandboxPath(slug)}>
              {words.toSandbox}
            </ButtonLink>
          }
        >
          {missing === 'models' ? words.fewDetail : words.noAgents}
        </EmptyState>
      ) : (
        member && (
          <CompareForm
            key={refused?.postKey}
            readers={readers}
            action={comparePath(slug, talk?.id ?? null)}
            agents={talk ? null : agents}
            models={models}
            chosen={{
              agent: refused?.agent ?? agent,
              // What was compared last is likely to be compared again.
              models: refused?.models ?? (ticked.length > 0 ? ticked : (before[0]?.models ?? [])),
            }}
            postKey={refused?.postKey ?? postKey}
            draft={draft?.text ?? null}
            refused={refused}
          />
        )
      )}
      {talk && draft && <KeptDraft slug={slug} conversation={talk.id} served={draft} />}
      {talk && before.length > 0 && (
        <section className="mt-8">
          <h2 className="mb-3">{words.before}</h2>
          <ul className="rows">
            {before.map(({ asked, question, labels, chosen }) => (
              <li key={asked} className="row">
                <div className="row-text">
                  <Link href={comparisonPath(slug, talk.id, asked)} dir="auto">
                    {question}
                  </Link>
                  <p className="hint">
                    <bdi>{words.and(labels)}</bdi>.{' '}
                    {chosen === null ? words.choseNone : words.chose(chosen)}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="mt-8">
        {talk ? (
          <Link href={`${conversationPath(slug, talk.id)}#answer`}>{words.back}</Link>
        ) : (
          <Link href={sandboxPath(slug)}>{words.toSandbox}</Link>
        )}
      </p>
    </CommunityPage>
  )
}
