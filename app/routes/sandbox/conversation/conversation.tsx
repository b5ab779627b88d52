import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { findCommunity } from '~/features/communities/find-community.server'
import { findAgents } from '~/features/content/agents/find-agents.server'
import { findMyBudgets } from '~/features/money/budgets.server'
import { findEstimate } from '~/features/money/estimate.server'
import { findFlags } from '~/features/operations/flags.server'
import { beginAnswer, stopAnswer } from '~/features/sandbox/answers/ask-agent.server'
import { findGiven } from '~/features/sandbox/attached/given-documents.server'
import { findWaiting, type WaitingFile } from '~/features/sandbox/attached/message-files.server'
import { conversationPath, sandboxPath } from '~/features/sandbox/conversation/conversation'
import {
  findAnswer,
  findConversation,
} from '~/features/sandbox/conversation/find-conversation.server'
import { MessageTools } from '~/features/sandbox/conversation/late-tools'
import {
  draftSchema,
  firstCode,
  ratingSchema,
  reportSchema,
  titleSchema,
} from '~/features/sandbox/conversation/message.schema'
import { noteReading } from '~/features/sandbox/conversation/note-reading.server'
import type { Refused, TalkData } from '~/features/sandbox/conversation/talk-data'
import { TalkView } from '~/features/sandbox/conversation/talk-view'
import { keepDraft } from '~/features/sandbox/drafts/drafts.server'
import { answerHtml } from '~/features/sandbox/live/answer-html.server'
import { FOLLOW } from '~/features/sandbox/live/follow-mark'
import { LiveEnding } from '~/features/sandbox/live/live-ending'
import { liveAnswer } from '~/features/sandbox/live/live-page.server'
import { readersLimit } from '~/features/sandbox/live/tell-answer.server'
import { findLooksFirst } from '~/features/sandbox/moderation/moderation.server'
import {
  changeConversation,
  chooseBranch,
} from '~/features/sandbox/my-conversations/change-conversation.server'
import { findConversations } from '~/features/sandbox/my-conversations/find-conversations.server'
import { sideLines } from '~/features/sandbox/my-conversations/side-lines.server'
import {
  rateAnswer,
  reportAnswer,
  takeRatingBack,
  withdrawReport,
} from '~/features/sandbox/quality/rate-answer.server'
import { whichModels } from '~/platform/ai/which-model'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { isUuid } from '~/platform/uuid'
import { LanguageProvider } from '~/ui/strings'
import { codeLinks } from '../../code-links'
import { readFields } from '../../form.server'
import { forEveryone, forPeople } from '../../guard.server'
import { PageFlash } from '../../page-flash'
import { problemTitle } from '../../problem-page'
import { communityTitle } from '../../titles'
import { askFromForm, personOf } from '../ask.server'
import { noticeOf } from '../limits/notice.server'
import { refusePost } from './refuse.server'
import { toShown } from './shown-message.server'

export const links = codeLinks

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data ? problemTitle(matches, error) : communityTitle(matches, data.conversation.title)

export const loader = forPeople(async ({ request, context, actor, params }): Promise<TalkData> => {
  const { db, env, answers, log, language, files } = context
  const { community: slug = '', conversation: id } = params
  const query = new URL(request.url).searchParams
  const form = formOf(query)
  const at = form?.message ?? query.get('at')
  const before = query.get('before')
  const [
    ,
    { conversation, ownerId, messages },
    mine,
    flags,
    agents,
    budgets,
    estimate,
    given,
    waiting,
    looks,
  ] = await Promise.all([
    findCommunity(db, actor, slug),
    findConversation(db, actor, { community: slug, id, before, at }),
    findConversations(db, actor, { community: slug }),
    findFlags(db, slug),
    form?.kind === 'again' ? findAgents(db, slug) : [],
    findMyBudgets(db, slug),
    isUuid(id) ? findEstimate(db, slug, { conversation: id }, whichModels(env)) : null,
    isUuid(id) ? findGiven(db, id) : [],
    isUuid(id) && files ? findWaiting(db, actor, id) : [],
    findLooksFirst(db, slug),
    noteReading(db, id),
  ])
  const action = conversationPath(slug, conversation.id)
  const { newest } = messages
  const last = messages.items.at(-1)
  const growing = newest && last?.status === 'streaming' ? last : null
  const postKey = crypto.randomUUID()
  const written = growing !== null && !query.has(FOLLOW)
  const mayTurn = conversation.mine && !conversation.deleted
  const mayWrite = mayTurn && conversation.agentThere
  const reader = { links: files?.links ?? null, actor }
  if (growing && written) {
    const where = { slug, language: language.tag }
    const whole = await toShown({ ...growing, status: 'complete' }, Date.now(), where, reader)
    context.live.html = liveAnswer({
      db,
      answers,
      log,
      said: growing,
      ownerId,
      mine: conversation.mine,
      render: (text) => answerHtml(text, growing, where),
      language: language.tag,
      ...(conversation.mine ? {} : { mayStill: () => findAnswer(db, actor, growing.id) }),
      longestMs: readersLimit(env.AI_TOTAL_MS),
      ending: (end) => (
        <LanguageProvider language={language}>
          <LiveEnding
            end={end}
            action={action}
            answerId={growing.id}
            postKey={postKey}
            mayRetry={mayWrite}
            tools={<MessageTools {...{ message: whole, action, postKey, mayWrite, mayTurn }} />}
          />
        </LanguageProvider>
      ),
    })
  }
  return {
    slug,
    conversation,
    messages: await Promise.all(
      messages.items.map((message) =>
        toShown(message, Date.now(), { slug, language: language.tag }, reader),
      ),
    ),
    olderHref: messages.older && `${action}?before=${messages.older}`,
    newest,
    growing: growing?.id ?? null,
    written,
    postKey,
    form: form && { ...form, agents },
    given,
    waiting: files && waiting.filter(({ held }) => goesAlong(held)).map(({ name }) => name),
    notice: noticeOf(
      flags,
      env,
      language.tag,
      mayWrite ? budgets : [],
      looks,
      estimate,
      false,
      waiting.filter(({ held }) => !goesAlong(held)).map(({ name }) => name),
    ),
    mine: sideLines(language.tag, mine),
  }
})

const atMessage = (slug: string, id: string, message: string) =>
  `${conversationPath(slug, id)}?at=${message}#m-${message}`

async function act(
  context: AppLoadContext,
  slug: string,
  id: string,
  fields: Record<string, string>,
): Promise<Response> {
  const actor = personOf(context)
  const { db, answers, log, jar, later } = context
  const which = { community: slug, id }
  const here = `${conversationPath(slug, id)}#answer`
  // A button of the form may ask for something else than to send.
  switch (fields.instead ?? fields.intent) {
    case 'send':
    case 'edit':
    case 'retry':
    case 'continue': {
      const asked = await askFromForm(context, slug, { ...fields, conversation: id })
      // Not awaited: the page that the post leads to waits for the start.
      later(beginAnswer(asked, { db, answers, actor, log }))
      return redirect(here, 303)
    }
    case 'draft': {
      const draft = draftSchema().safeParse(fields.message)
      if (!draft.success) throw new AppError(firstCode(draft.error), 422)
      await keepDraft(db, id, draft.data)
      setFlash(jar, 'sandbox.draft-kept')
      return redirect(`${conversationPath(slug, id)}#composer`, 303)
    }
    case 'stop':
      if (!isUuid(fields.answer)) throw new AppError('stale', 422)
      await stopAnswer(fields.answer, { db, answers, actor, log })
      return redirect(here, 303)
    case 'branch':
      if (!isUuid(fields.to)) throw new AppError('stale', 422)
      await chooseBranch(db, fields.to)
      return redirect(`${conversationPath(slug, id)}#m-${fields.to}`, 303)
    case 'rate': {
      const rating = ratingSchema().safeParse(fields)
      if (!rating.success) throw new AppError(firstCode(rating.error), 422)
      const { answer, good, message: reason } = rating.data
      await rateAnswer(db, actor, { conversation: id, answer }, { good: good === 'yes', reason })
      setFlash(jar, 'sandbox.rated')
      return redirect(atMessage(slug, id, answer), 303)
    }
    case 'unrate':
      if (!isUuid(fields.answer)) throw new AppError('stale', 422)
      await takeRatingBack(db, actor, fields.answer)
      setFlash(jar, 'sandbox.unrated')
      return redirect(atMessage(slug, id, fields.answer), 303)
    case 'report': {
      const report = reportSchema().safeParse(fields)
      if (!report.success) throw new AppError(firstCode(report.error), 422)
      const { answer, message } = report.data
      await reportAnswer(db, answer, message)
      setFlash(jar, 'sandbox.reported')
      return redirect(atMessage(slug, id, answer), 303)
    }
    case 'withdraw':
      if (!isUuid(fields.answer)) throw new AppError('stale', 422)
      await withdrawReport(db, fields.answer)
      setFlash(jar, 'sandbox.withdrawn')
      return redirect(atMessage(slug, id, fields.answer), 303)
    case 'rename': {
      const title = titleSchema().safeParse(fields)
      if (!title.success) throw new AppError(firstCode(title.error), 422)
      await changeConversation(db, actor, which, title.data)
      setFlash(jar, 'sandbox.renamed')
      return redirect(here, 303)
    }
    case 'delete':
      await changeConversation(db, actor, which, { deleted: true })
      setFlash(jar, 'sandbox.deleted')
      return redirect(sandboxPath(slug), 303)
    case 'restore':
      await changeConversation(db, actor, which, { deleted: false })
      setFlash(jar, 'sandbox.restored')
      return redirect(here, 303)
    default:
      throw new AppError('stale', 422)
  }
}

/** Whether a file that waits goes with the next message: not while it is held. */
const goesAlong = (held: WaitingFile['held']) => held === null || held === 'released'

/** Below which message which form stands: `?edit=`, `?again=` or `?rate=` with its id. */
function formOf(query: URLSearchParams) {
  for (const kind of ['edit', 'again', 'rate'] as const) {
    const message = query.get(kind)
    if (isUuid(message)) return { kind, message }
  }
  return null
}

export const action = forEveryone(async ({ request, context, params }: ActionFunctionArgs) => {
  const fields = await readFields(request)
  const slug = params.community ?? ''
  const id = params.conversation ?? ''
  try {
    return await act(context, slug, id, fields)
  } catch (error) {
    return refusePost(error, context, conversationPath(slug, id), fields)
  }
})

export default function Conversation() {
  const data = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const [query] = useSearchParams()
  const refused = (answered ?? null) as Refused | null
  return (
    <TalkView
      key={data.conversation.id}
      data={data}
      refused={refused}
      renaming={query.has('rename')}
      flash={<PageFlash />}
    />
  )
}
