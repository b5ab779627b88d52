import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { useWords } from '~/ui/strings'
import { providersWords } from '~/ui/strings/providers'
import { AdminPage } from '~/ui/templates/pages'
import { useRooms } from '../admin/rooms'
import { readFields } from '../form.server'
import { forPeople } from '../guard.server'
import { ProviderKeys, TriedKey } from '../provider-keys'
import { changeKeys, shownKeys } from '../provider-keys.server'
import { communityTitle, wordsOf } from '../titles'

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, providersWords).community.title)

export const loader = forPeople(async ({ context, actor, params }) => {
  const slug = params.community ?? ''
  const [community, keys] = await Promise.all([
    findCommunity(context.db, actor, slug),
    shownKeys(context, slug),
  ])
  requireCoach(community)
  return { slug, keys }
})

export const action = forPeople(async ({ request, context, actor, params }) => {
  const slug = params.community ?? ''
  const fields = await readFields(request)
  const allowed = async () => requireCoach(await findCommunity(context.db, actor, slug))
  return changeKeys(fields, context, {
    actor,
    slug,
    here: `/c/${slug}/admin/providers`,
    allowed,
  })
})

export default function CommunityProviders() {
  const { slug, keys } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const words = useWords(providersWords)
  return (
    <AdminPage
      nav={useRooms(slug, 'settings')}
      title={words.community.title}
      lede={words.community.lede}
      flash={<TriedKey reply={reply} keys={keys.keys} />}
    >
      <ProviderKeys shown={keys} reply={reply} own />
    </AdminPage>
  )
}
