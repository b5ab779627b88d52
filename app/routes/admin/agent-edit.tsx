import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { findCoachedAgent } from '~/features/content/find-desk.server'
import { changeAgent, updateAgent } from '~/features/content/save-agent.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { StatusBadge } from '~/ui/atoms/badge'
import { Button } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { ConfirmDialog } from '~/ui/molecules/confirm-dialog'
import { useWords } from '~/ui/strings'
import { agentFormWords } from '~/ui/strings/agent-form'
import { commonWords } from '~/ui/strings/common'
import { AdminPage } from '~/ui/templates/pages'
import { forPeople } from '../guard.server'
import { AgentProblem } from '../library/agent-problem'
import { PageFlash } from '../page-flash'
import { problemTitle } from '../problem-page'
import { communityTitle, wordsOf } from '../titles'
import { AgentEditor } from './agent-editor'
import { StaleNotice } from './agent-notices'
import {
  type AgentPost,
  readAgentPost,
  refuseConflict,
  refuseFields,
  refuseName,
} from './agent-post.server'
import type { StaleReply } from './agent-reply'
import { useRooms } from './rooms'
import { reloadAfterConflict, useSettledReply } from './settled'
import { forAgentPosts } from './unsent.server'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, wordsOf(matches, agentFormWords).form.editTitle(data.agent.title))

export const loader = forPeople(async ({ context: { db }, actor, params }) => {
  const slug = params.community ?? ''
  const asked = findCoachedAgent(db, slug, params.agent)
  // Whether this page is theirs is told first.
  asked.catch(() => {})
  requireCoach(await findCommunity(db, actor, slug))
  return { slug, agent: await asked }
})

type Args = ActionFunctionArgs & { actor: Person }

export const action = forAgentPosts(async (args: Args) => {
  const post = await readAgentPost(args.request)
  switch (post.wish.intent) {
    case 'take-back':
      return takeBack(args)
    case 'delete':
      return remove(args, post)
    case 'restore':
      return restore(args, post)
    default:
      return save(args, post)
  }
})

const listOf = ({ params }: Args) => `/c/${params.community}/admin/agents`
const pageOf = (args: Args) => `${listOf(args)}/${args.params.agent}`
const targetOf = ({ params }: Args) => ({ community: params.community ?? '', id: params.agent })

async function takeBack(args: Args) {
  const { db, jar } = args.context
  const { title } = await changeAgent(db, 'take-back', targetOf(args))
  setFlash(jar, 'agents.taken-back', { title })
  throw redirect(pageOf(args), 303)
}

async function remove(args: Args, { wish }: AgentPost) {
  const { db, jar } = args.context
  try {
    const { title } = await changeAgent(db, 'delete', { ...targetOf(args), version: wish.version })
    setFlash(jar, 'agents.deleted', { title })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'agent.changed') throw error
    const stale: StaleReply = { kind: 'stale' }
    return data(stale, { status: 409 })
  }
  throw redirect(listOf(args), 303)
}

/** Brings back what is saved; with another agent of its name there, the form asks for a new one. */
async function restore(args: Args, post: AgentPost) {
  const { db, jar } = args.context
  try {
    const { title } = await changeAgent(db, 'restore', targetOf(args))
    setFlash(jar, 'agents.restored', { title })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'agent.name-taken') throw error
    return refuseName(post)
  }
  throw redirect(pageOf(args), 303)
}

async function save(args: Args, post: AgentPost) {
  const { db, jar } = args.context
  const { wish, submission } = post
  if (submission.status !== 'success') {
    requireCoach(await findCommunity(db, args.actor, args.params.community))
    return refuseFields(post)
  }
  const fields = submission.value
  const over = wish.intent.endsWith('-over')
  const publish = wish.intent.startsWith('publish')
  const also = publish ? 'publish' : wish.intent === 'restore-save' ? 'restore' : null
  // Without a version nothing says what the coach saw: 0 is nobody's, and so answered as a change.
  const version = (over ? wish.over : wish.version) ?? 0
  try {
    await updateAgent(db, { ...targetOf(args), version, fields, also })
  } catch (error) {
    return refuseConflict(post, error)
  }
  const flash = publish ? 'published' : also === 'restore' ? 'restored' : 'saved'
  setFlash(jar, `agents.${flash}`, { title: fields.title })
  throw redirect(pageOf(args), 303)
}

export const shouldRevalidate = reloadAfterConflict

export default function EditAgent() {
  const { slug, agent } = useLoaderData<typeof loader>()
  const reply = useSettledReply<typeof action>()
  const { form } = useWords(agentFormWords)
  const kept = reply?.kind === 'form' ? reply : undefined
  return (
    <AdminPage
      title={agent.title}
      lede={<State />}
      nav={useRooms(slug, 'agents')}
      flash={<PageFlash />}
    >
      {reply?.kind === 'stale' && <StaleNotice />}
      {agent.deletedAt && !kept ? (
        <Deleted />
      ) : (
        <AgentEditor
          key={`${agent.version}:${kept?.stamp ?? ''}`}
          community={slug}
          defaults={agent}
          agent={agent}
          reply={kept}
        >
          {(mayLeave) => !agent.deletedAt && <Manage mayLeave={mayLeave} />}
        </AgentEditor>
      )}
      <p className="mt-8">
        <Link href={`/c/${slug}/admin/agents`}>{form.back}</Link>
      </p>
    </AdminPage>
  )
}

/** Where the agent stands, in a word, and where members see it. */
function State() {
  const { slug, agent } = useLoaderData<typeof loader>()
  const { form } = useWords(agentFormWords)
  const common = useWords(commonWords)
  if (agent.deletedAt) return common.status.deleted
  return (
    <span className="flex flex-wrap items-center gap-x-3 mt-1">
      <StatusBadge status={agent.status} />
      {agent.status === 'published' && (
        <Link href={`/c/${slug}/agents/${agent.id}`}>{form.visit}</Link>
      )}
    </span>
  )
}

/** What a deleted agent's page offers. */
function Deleted() {
  const { Form } = useElements()
  const { gone } = useWords(agentFormWords)
  return (
    <section className="card card-next">
      <h2>{gone.title}</h2>
      <p>{gone.detail}</p>
      <Form method="post" className="buttons mt-4">
        <Button name="intent" value="restore" variant="primary" icon="undo">
          {gone.restore}
        </Button>
      </Form>
    </section>
  )
}

/** Taking back and deleting, each a form of its own. */
function Manage({ mayLeave }: { mayLeave: () => boolean }) {
  const { agent } = useLoaderData<typeof loader>()
  const { Form } = useElements()
  const { form } = useWords(agentFormWords)
  const ask = (event: { preventDefault(): void }) => {
    if (!mayLeave()) event.preventDefault()
  }
  return (
    <section className="form-section mt-12">
      <h2>{form.manage}</h2>
      <div className="grid gap-6">
        {agent.status === 'published' && (
          <Form method="post" onSubmit={ask}>
            <p className="hint mb-2">{form.takeBackNote}</p>
            <Button name="intent" value="take-back" icon="archive">
              {form.takeBack}
            </Button>
          </Form>
        )}
        <div>
          <p className="hint mb-2">{form.deleteNote}</p>
          <ConfirmDialog
            trigger={form.delete}
            icon="trash"
            title={form.deleteTitle(agent.title)}
            text={form.deleteNote}
          >
            <Form method="post" onSubmit={ask}>
              <input type="hidden" name="version" value={agent.version} />
              <Button name="intent" value="delete" variant="danger">
                {form.deleteSure}
              </Button>
            </Form>
          </ConfirmDialog>
        </div>
      </div>
    </section>
  )
}

export function ErrorBoundary() {
  return <AgentProblem list="admin/agents" />
}
