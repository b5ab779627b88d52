import { type ActionFunctionArgs, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { beginWith } from '~/features/content/agent-templates.server'
import { createAgent, saveRepeated } from '~/features/content/save-agent.server'
import { TEMPLATE_NAMES } from '~/features/content/template-names'
import type { Person } from '~/platform/auth/actor'
import { setFlash } from '~/platform/flash.server'
import { Link } from '~/ui/atoms/link'
import { useWords } from '~/ui/strings'
import { agentFormWords } from '~/ui/strings/agent-form'
import { AdminPage } from '~/ui/templates/pages'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { communityTitle, wordsOf } from '../titles'
import { AgentEditor } from './agent-editor'
import { readAgentPost, refuseConflict, refuseFields, refuseMadeBefore } from './agent-post.server'
import { useRooms } from './rooms'
import { reloadAfterConflict, useSettledReply } from './settled'
import { forAgentPosts } from './unsent.server'

export const meta: MetaFunction = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, agentFormWords).form.newTitle)

export const loader = forPeople(async ({ request, context, actor, params }) => {
  const { db, language } = context
  const community = await findCommunity(db, actor, params.community)
  requireCoach(community)
  const asked = new URL(request.url).searchParams.get('start')
  const start = TEMPLATE_NAMES.find((name) => name === asked) ?? null
  return {
    slug: community.slug,
    start,
    defaults: beginWith(start, language.tag),
    key: crypto.randomUUID(),
  }
})

type CoachArgs = ActionFunctionArgs & { actor: Person }

export const action = forAgentPosts(async ({ request, context, params, actor }: CoachArgs) => {
  const { db, jar } = context
  const community = params.community ?? ''
  const post = await readAgentPost(request)
  const { wish, submission } = post
  if (submission.status !== 'success') {
    requireCoach(await findCommunity(db, actor, community))
    return refuseFields(post)
  }
  const fields = submission.value
  const publish = wish.intent === 'publish'
  let id: string
  try {
    const key = wish.key ?? crypto.randomUUID()
    const made = await createAgent(db, { community, fields, publish, key })
    id = made.id
    const settled = !made.repeated || (await saveRepeated(db, { community, fields, publish, id }))
    if (!settled) return refuseMadeBefore(post, id)
  } catch (error) {
    return refuseConflict(post, error)
  }
  setFlash(jar, publish ? 'agents.published' : 'agents.created', { title: fields.title })
  throw redirect(`/c/${community}/admin/agents/${id}`, 303)
})

export const shouldRevalidate = reloadAfterConflict

export default function NewAgent() {
  const { slug, start, defaults, key } = useLoaderData<typeof loader>()
  const reply = useSettledReply<typeof action>()
  const { form, templates } = useWords(agentFormWords)
  const here = `/c/${slug}/admin/agents/new`
  return (
    <AdminPage
      title={form.newTitle}
      lede={form.newLede}
      nav={useRooms(slug, 'agents')}
      flash={<PageFlash />}
    >
      {!reply && (
        <nav aria-label={form.templates} className="mb-6">
          <p className="label">{form.templates}</p>
          <ul className="flex flex-wrap gap-x-6 gap-y-2">
            {[null, ...TEMPLATE_NAMES].map((name) => (
              <li key={name ?? ''}>
                <Link
                  href={name ? `${here}?start=${name}` : here}
                  aria-current={name === start ? 'true' : undefined}
                >
                  {name ? templates[name] : form.blank}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <AgentEditor
        key={`${start}:${reply?.stamp ?? ''}`}
        community={slug}
        defaults={defaults}
        agent={null}
        createKey={key}
        reply={reply}
      />
    </AdminPage>
  )
}
