import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData, useNavigate } from '@remix-run/react'
import { useState } from 'react'
import { findCommunity, isCoach } from '~/features/communities/find-community.server'
import { findPublishedAgent } from '~/features/content/agents/find-published-agent.server'
import { findLibrary, offer } from '~/features/content/library/find-library.server'
import { readSearch } from '~/features/content/library/search-words.server'
import { findTriedOut } from '~/features/experiments/experiments.server'
import { findMyBudgets } from '~/features/money/budgets.server'
import { findEstimate } from '~/features/money/estimate.server'
import { findFlags } from '~/features/operations/flags.server'
import { beginAnswer } from '~/features/sandbox/answers/ask-agent.server'
import { filesPath } from '~/features/sandbox/attached/message-files'
import { BeginView } from '~/features/sandbox/conversation/begin-view'
import {
  type ConversationLine,
  conversationPath,
  LONGEST_MESSAGE,
  sandboxPath,
} from '~/features/sandbox/conversation/conversation'
import { beginningSchema, firstCode } from '~/features/sandbox/conversation/message.schema'
import type { BeginData, Refused } from '~/features/sandbox/conversation/talk-data'
import { beginConversation } from '~/features/sandbox/drafts/drafts.server'
import type { AskedIds } from '~/features/sandbox/live/live-events'
import { findLooksFirst } from '~/features/sandbox/moderation/moderation.server'
import { findConversations } from '~/features/sandbox/my-conversations/find-conversations.server'
import { sideLines } from '~/features/sandbox/my-conversations/side-lines.server'
import { whichModels } from '~/platform/ai/which-model'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { momentOf } from '~/ui/moment'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { sandboxWords } from '~/ui/strings/sandbox'
import { readFields } from '../../form.server'
import { forEveryone, forPeople } from '../../guard.server'
import { listPath } from '../../list-path'
import { PageFlash } from '../../page-flash'
import { problemTitle } from '../../problem-page'
import { communityTitle, wordsOf } from '../../titles'
import { askFromForm, personOf } from '../ask.server'
import { noticeOf } from '../limits/notice.server'
import { type PickData, PickPage } from './pick-page'
import { refusePost } from './refuse.server'

export const meta: MetaFunction<typeof loader> = ({ data: page, error, matches }) =>
  error || !page
    ? problemTitle(matches, error)
    : communityTitle(matches, page.begin?.agent.title ?? wordsOf(matches, sandboxWords).title)

interface SandboxData {
  /** The agent that was chosen, and what begins with it. */
  begin: BeginData | null
  /** All that there is to choose from, where none was. */
  pick: PickData | null
}

export const loader = forPeople(async ({ request, context, actor, params }) => {
  const { db, env, language, files } = context
  const slug = params.community ?? ''
  const query = new URL(request.url).searchParams
  const agentId = query.get('agent')
  const search = readSearch(query.get('q'))
  const before = query.get('before')
  const prompt = query.get('prompt')
  const [community, agent, library, mine, flags, budgets, estimate, looks, tried] =
    await Promise.all([
      findCommunity(db, actor, slug),
      agentId === null ? null : findPublishedAgent(db, slug, agentId).catch(unlessMissing),
      findLibrary(db, offer(slug, 'agent', search)),
      findConversations(db, actor, { community: slug, before }),
      findFlags(db, slug),
      agentId === null ? [] : findMyBudgets(db, slug),
      isUuid(agentId) ? findEstimate(db, slug, { agent: agentId }, whichModels(env)) : null,
      agentId === null ? [] : findLooksFirst(db, slug),
      isUuid(agentId) && findTriedOut(db, slug, agentId),
    ])
  if (agent && community.role !== null) {
    const begin: BeginData = {
      slug,
      agent,
      readers: community.conversationReaders,
      message: (query.get('message') ?? '').slice(0, LONGEST_MESSAGE),
      prompt: isUuid(prompt) ? prompt : null,
      postKey: crypto.randomUUID(),
      mayAttach: files !== null && looks.length === 0,
      notice: noticeOf(flags, env, language.tag, budgets, looks, estimate, tried),
      mine: sideLines(language.tag, mine),
    }
    return data<SandboxData>({ begin, pick: null })
  }
  const pick: PickData = {
    slug,
    coach: isCoach(community),
    member: community.role !== null,
    search,
    agents: library.items.items,
    found: library.found,
    any: library.all.n > 0,
    further: library.items.older && listPath(`/c/${slug}/agents`, { q: search }),
    missing: agentId !== null && !agent,
    conversations: sideLines(language.tag, mine).items.map((line, place) => ({
      ...line,
      time: momentOf(mine.items[place]?.at ?? '', Date.now(), wordsIn(language.tag, commonWords)),
    })),
    latest: before === null ? latestOf(mine.items) : null,
    older: mine.older && `${listPath(sandboxPath(slug), { before: mine.older })}#mine`,
    first: before === null,
  }
  return data<SandboxData>({ begin: null, pick }, { status: pick.missing ? 404 : 200 })
})

/** What is pinned stands first, however long ago something was said in it. */
const latestOf = (lines: ConversationLine[]) =>
  lines.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0]?.id ?? null

function unlessMissing(error: unknown): null {
  if (error instanceof AppError && error.status === 404) return null
  throw error
}

async function begin(
  context: AppLoadContext,
  slug: string,
  fields: Record<string, string>,
): Promise<Response> {
  const actor = personOf(context)
  const { db, answers, log, later } = context
  if (fields.instead === 'begin') {
    const begun = beginningSchema().safeParse(fields)
    if (!begun.success) throw new AppError(firstCode(begun.error), 422)
    const { message: text, post_key: key, agent } = begun.data
    const id = await beginConversation(db, { community: slug, agent, text, key })
    return redirect(filesPath(slug, id), 303)
  }
  const { conversation: _, ...rest } = fields
  const asked = await askFromForm(context, slug, { ...rest, intent: 'send' })
  // Not awaited: the page that the post leads to waits for the start.
  later(beginAnswer(asked, { db, answers, actor, log }))
  return redirect(`${conversationPath(slug, asked.job.conversationId)}#answer`, 303)
}

export const action = forEveryone(async ({ request, context, params }: ActionFunctionArgs) => {
  const fields = await readFields(request)
  const slug = params.community ?? ''
  try {
    return await begin(context, slug, fields)
  } catch (error) {
    const { search } = new URL(request.url)
    return refusePost(error, context, sandboxPath(slug) + search, fields)
  }
})

export default function Sandbox() {
  const page = useLoaderData<typeof loader>()
  const refused = (useActionData<typeof action>() ?? null) as Refused | null
  const navigate = useNavigate()
  const [began, setBegan] = useState<AskedIds | null>(null)
  const { begin: beginning, pick } = page
  if (beginning) {
    return (
      <BeginView
        key={beginning.agent.id}
        data={beginning}
        refused={refused}
        flash={<PageFlash />}
        began={began}
        onBegun={(ids) => {
          setBegan(ids)
          navigate(`${conversationPath(beginning.slug, ids.conversationId)}#answer`)
        }}
      />
    )
  }
  return pick && <PickPage data={pick} refused={refused} />
}
