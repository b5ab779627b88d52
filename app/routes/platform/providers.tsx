import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isPlatformAdmin } from '~/features/communities/my-communities.server'
import { AppError } from '~/platform/errors'
import { Link } from '~/ui/atoms/link'
import { useWords } from '~/ui/strings'
import { modelsWords } from '~/ui/strings/models'
import { providersWords } from '~/ui/strings/providers'
import { CommunityPage } from '~/ui/templates/pages'
import { readFields } from '../form.server'
import { forPeople } from '../guard.server'
import { ProviderKeys, TriedKey } from '../provider-keys'
import { changeKeys, shownKeys } from '../provider-keys.server'
import { SiteFrame } from '../site-frame'
import { pageTitle, wordsOf } from '../titles'
import { usePlatformRooms } from './rooms'

const HERE = '/admin/providers'

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, wordsOf(matches, providersWords).title)

export const loader = forPeople(async ({ context, actor }) => {
  const [admin, keys] = await Promise.all([
    isPlatformAdmin(context.db, actor),
    shownKeys(context, ''),
  ])
  if (!admin) throw new AppError('not-allowed', 403)
  return { keys }
})

export const action = forPeople(async ({ request, context, actor }) => {
  const fields = await readFields(request)
  const allowed = async () => {
    if (!(await isPlatformAdmin(context.db, actor))) throw new AppError('not-allowed', 403)
  }
  return changeKeys(fields, context, { actor, slug: '', here: HERE, allowed })
})

export default function Providers() {
  const { keys } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const words = useWords(providersWords)
  const models = useWords(modelsWords)
  return (
    <SiteFrame nav={usePlatformRooms('dashboard')}>
      <CommunityPage
        title={words.title}
        lede={words.lede}
        flash={<TriedKey reply={reply} keys={keys.keys} />}
        actions={<Link href="/admin/models">{models.title}</Link>}
      >
        <ProviderKeys shown={keys} reply={reply} own={false} />
      </CommunityPage>
    </SiteFrame>
  )
}
