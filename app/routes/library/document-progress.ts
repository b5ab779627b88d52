import type { ActionFunctionArgs } from '@remix-run/cloudflare'
import { findCommunity } from '~/features/communities/find-community.server'
import { keepReading } from '~/features/content/documents/reading.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { readFields } from '../form.server'
import { forPeople } from '../guard.server'

/** Nothing to read: only the page's script sends something here. */
export const loader = forPeople(async () => {
  throw new AppError('not-found', 404)
})

/** Keeps what the page says: where the reader is, and how far they came. */
export const action = forPeople(
  async ({ request, context: { db }, actor, params }: ActionFunctionArgs & { actor: Person }) => {
    const fields = await readFields(request)
    const [section, share] = [Number(fields.section), Number(fields.share)]
    const fits = Number.isSafeInteger(section) && section >= 0 && section < 10_000
    if (!fits || !(share >= 0 && share <= 1)) throw new AppError('invalid', 422)
    const kept = keepReading(db, params.item, { section, share })
    kept.catch(() => {})
    await findCommunity(db, actor, params.community)
    return Response.json(await kept)
  },
)
