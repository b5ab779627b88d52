import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { Database } from '~/data/database.server'
import { findCommunity, isCoach } from '~/features/communities/find-community.server'
import { Attachments, Cover } from '~/features/content/files/item-downloads'
import { findShownFiles } from '~/features/content/files/item-files.server'
import { findPublishedItem } from '~/features/content/find-items.server'
import { libraryPath } from '~/features/content/kinds'
import { findLibrary, offer } from '~/features/content/library/find-library.server'
import { readSearch } from '~/features/content/library/search-words.server'
import { fillFromForm } from '~/features/content/prompts/fill-from-form'
import { noteUse } from '~/features/content/prompts/note-use.server'
import { promptKind } from '~/features/content/prompts/prompt-kind.server'
import { findPromptTally, ratePrompt } from '~/features/content/prompts/prompt-ratings.server'
import { PromptUse } from '~/features/content/prompts/prompt-use'
import { sandboxPath } from '~/features/content/sandbox-path'
import { conversationPath } from '~/features/sandbox/conversation/conversation'
import { beginConversation } from '~/features/sandbox/drafts/drafts.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { isUuid } from '~/platform/uuid'
import { ButtonLink } from '~/ui/atoms/button'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { promptsWords } from '~/ui/strings/prompts'
import { CommunityPage } from '~/ui/templates/pages'
import { readFields } from '../form.server'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { problemTitle } from '../problem-page'
import { communityTitle } from '../titles'
import { ItemProblem } from './item-problem'
import { ItemStanding } from './item-standing'
import { look } from './look.server'
import { PromptRating, RATINGS } from './prompt-rating'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data ? problemTitle(matches, error) : communityTitle(matches, data.prompt.title)

export const loader = forPeople(async ({ request, context, actor, params }) => {
  const { db } = context
  const slug = params.community ?? ''
  const asked = Promise.all([
    findPublishedItem(db, promptKind, slug, params.item),
    look(context, request, params.item),
    findShownFiles(context, actor, params.item),
    findPromptTally(db, slug, params.item),
  ])
  // Whether the community is theirs is told first.
  asked.catch(() => {})
  const [community, agents] = await Promise.all([
    findCommunity(db, actor, slug),
    findAgents(db, slug),
  ])
  const [{ changedAt: _, ...prompt }, standing, files, rating] = await asked
  return {
    slug,
    coach: isCoach(community),
    member: community.role !== null,
    prompt,
    agents,
    key: crypto.randomUUID(),
    standing,
    files,
    rating,
  }
})

/** The agents that are offered, of all or of those that a search finds. */
async function findAgents(db: Database, community: string, search = '') {
  const { items } = await findLibrary(db, offer(community, 'agent', search))
  return {
    search,
    offered: items.items.map(({ id, title }) => ({ id, title })),
    more: items.older !== null,
  }
}

/** The longest address that every browser and server between takes. */
const LONGEST_ADDRESS = 8_000

/** Keeps whether it helped, and leads back to it. */
async function rate(
  { request, context, actor, params }: ActionFunctionArgs & { actor: Person },
  good: boolean | null,
) {
  const slug = params.community ?? ''
  const rated = ratePrompt(context.db, { community: slug, prompt: params.item, good })
  // Whether the community is theirs is told first.
  rated.catch(() => {})
  await findCommunity(context.db, actor, slug)
  await rated
  // A script stays on its page, which shows it already.
  if (request.headers.get('sec-fetch-dest') === 'empty') return null
  setFlash(context.jar, good === null ? 'prompts.taken-back' : 'prompts.rated')
  throw redirect(`${libraryPath(slug, 'prompt')}/${params.item}`, 303)
}

/**
 * What is wanted by a post. Enter presses the form's first button: in an answer's field that may be the
 * one that looks for agents, in the search's the one that shows the text.
 */
function intended(fields: Record<string, string>, search: string): string | undefined {
  const { intent, agent, searched } = fields
  const looks = search !== readSearch(searched ?? null)
  if (intent === 'find' && !looks && agent !== undefined) return 'run'
  return intent === 'show' && looks ? 'find' : intent
}

/** Fills the prompt in: shows the text, or leads with it into the sandbox. Else keeps a rating. */
export const action = forPeople(async (args: ActionFunctionArgs & { actor: Person }) => {
  const { request, context, actor, params } = args
  const { db, language } = context
  const slug = params.community ?? ''
  const fields = await readFields(request)
  const good = RATINGS[fields.intent ?? '']
  if (good !== undefined) return rate(args, good)
  const asked = findPublishedItem(db, promptKind, slug, params.item)
  asked.catch(() => {})
  const search = readSearch(fields.search ?? null)
  const [, agents] = await Promise.all([
    findCommunity(db, actor, slug),
    search ? findAgents(db, slug, search) : null,
  ])
  const prompt = await asked
  const words = wordsIn(language.tag, promptsWords)
  const { values, text, codes } = fillFromForm(prompt, fields, words)
  const agent = fields.agent ?? ''
  const answer = { stamp: crypto.randomUUID(), values, agent, agents, text, codes }
  const intent = intended(fields, search)
  // Who looks for an agent is not told yet what is missing.
  if (intent === 'find') return { ...answer, codes: {} }
  if (intent !== 'run') {
    return data(answer, { status: Object.keys(codes).length > 0 ? 422 : 200 })
  }
  if (!isUuid(agent)) codes.agent = 'agent.missing'
  if (Object.keys(codes).length > 0) return data(answer, { status: 422 })
  const to = sandboxPath(slug, agent, { message: text, prompt: prompt.id })
  if (to.length <= LONGEST_ADDRESS) throw redirect(to, 303)
  const key = await keyOf(fields.key ?? '', agent, text)
  const begun = await begin(db, prompt.id, { community: slug, agent, text, key })
  if (begun.id !== null) throw redirect(conversationPath(slug, begun.id), 303)
  return data({ ...answer, codes: begun.codes }, { status: begun.status })
})

/**
 * The key of one posting of the form: who goes back, and changes the text or the agent, posts
 * something else.
 */
async function keyOf(...parts: string[]): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(parts))
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Where each refusal is told. */
const TOLD: Record<string, string> = {
  'agent.gone': 'agent',
  'begun.enough': 'text',
  'message.too-long': 'text',
}

/** Begins a conversation whose draft is the text: what is too long for an address has room there. */
async function begin(
  db: Database,
  prompt: string,
  asking: Parameters<typeof beginConversation>[1],
): Promise<{ id: string } | { id: null; codes: Record<string, string>; status: number }> {
  try {
    const id = await beginConversation(db, asking)
    // Counted when the draft is kept: the message that is sent of it names no prompt.
    await noteUse(db, { community: asking.community, prompt, to: { conversation: id } })
    return { id }
  } catch (error) {
    const field = error instanceof AppError ? TOLD[error.code] : undefined
    if (!(error instanceof AppError) || !field) throw error
    return { id: null, codes: { [field]: error.code }, status: error.status }
  }
}

export default function Prompt() {
  const { slug, coach, member, prompt, standing, files, agents, key, rating } =
    useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const words = useWords(promptsWords)
  return (
    <CommunityPage narrow title={prompt.title} lede={prompt.summary} flash={<PageFlash />}>
      <Cover files={files} />
      <div className="buttons">
        <ButtonLink variant="quiet" href={libraryPath(slug, 'prompt')}>
          {words.back}
        </ButtonLink>
        {coach && (
          <ButtonLink variant="quiet" icon="draft" href={`/c/${slug}/admin/prompts/${prompt.id}`}>
            {words.edit}
          </ButtonLink>
        )}
      </div>
      <ItemStanding community={slug} kind="prompt" id={prompt.id} standing={standing} />
      <PromptUse
        key={reply?.stamp ?? ''}
        prompt={prompt}
        agents={member ? (reply?.agents ?? agents) : null}
        postKey={key}
        reply={reply ?? null}
      />
      <Attachments files={files} />
      <PromptRating {...rating} member={member} />
    </CommunityPage>
  )
}

export function ErrorBoundary() {
  return <ItemProblem kind="prompt" room="library" />
}
