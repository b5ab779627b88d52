import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isPlatformAdmin } from '~/features/communities/my-communities.server'
import { findHealth } from '~/features/providers/health.server'
import { AppError } from '~/platform/errors'
import { Link } from '~/ui/atoms/link'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { modelsWords } from '~/ui/strings/models'
import { providerHealthWords } from '~/ui/strings/provider-health'
import { providersWords } from '~/ui/strings/providers'
import { CommunityPage } from '~/ui/templates/pages'
import { readFields } from '../form.server'
import { forPeople } from '../guard.server'
import { ProviderKeys, TriedKey } from '../provider-keys'
import { changeKeys, shownKeys } from '../provider-keys.server'
import { SiteFrame } from '../site-frame'
import { pageTitle, wordsOf } from '../titles'
import { ModelHealthTable } from './model-health'
import { usePlatformRooms } from './rooms'

const HERE = '/admin/providers'

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, wordsOf(matches, providersWords).title)

export const loader = forPeople(async ({ context, actor }) => {
  const { db, language } = context
  const [admin, keys, health] = await Promise.all([
    isPlatformAdmin(db, actor),
    shownKeys(context, ''),
    findHealth(db),
  ])
  if (!admin) throw new AppError('not-allowed', 403)
  const words = wordsIn(language.tag, commonWords)
  return {
    keys,
    health: health.map(({ failedAt, ...one }) => ({
      ...one,
      failed: failedAt === null ? null : momentOf(failedAt, Date.now(), words),
    })),
  }
})

export const action = forPeople(async ({ request, context, actor }) => {
  const fields = await readFields(request)
  const allowed = async () => {
    if (!(await isPlatformAdmin(context.db, actor))) throw new AppError('not-allowed', 403)
  }
  return changeKeys(fields, context, { actor, slug: '', here: HERE, allowed })
})

export default function Providers() {
  const { keys, health } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const words = useWords(providersWords)
  const models = useWords(modelsWords)
  const healthWords = useWords(providerHealthWords)
  return (
    <SiteFrame nav={usePlatformRooms('dashboard')}>
      <CommunityPage
        title={words.title}
        lede={words.lede}
        flash={<TriedKey reply={reply} keys={keys.keys} />}
        actions={<Link href="/admin/models">{models.title}</Link>}
      >
        <section className="section">
          <h2>{healthWords.title}</h2>
          <ModelHealthTable health={health} />
        </section>
        <section className="section">
          <h2>{words.keys}</h2>
          <ProviderKeys shown={keys} reply={reply} own={false} />
        </section>
      </CommunityPage>
    </SiteFrame>
  )
}
