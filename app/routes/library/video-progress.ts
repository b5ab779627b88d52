import type { ActionFunctionArgs } from '@remix-run/cloudflare'
import { findCommunity } from '~/features/communities/find-community.server'
import { parseTime } from '~/features/content/videos/time'
import { keepWatching } from '~/features/content/videos/video-progress.server'
import { readSpans } from '~/features/content/videos/watched'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { readFields } from '../form.server'
import { forPeople } from '../guard.server'

/** Nothing to read: only the player's script sends something here. */
export const loader = forPeople(async () => {
  throw new AppError('not-found', 404)
})

/** Keeps what the player says: where the person is, and what they watched. */
export const action = forPeople(
  async ({ request, context: { db }, actor, params }: ActionFunctionArgs & { actor: Person }) => {
    const fields = await readFields(request)
    const at = parseTime(fields.at ?? '')
    if (at === null) throw new AppError('invalid', 422)
    const kept = keepWatching(db, params.item, {
      at,
      spans: readSpans(fields.watched ?? ''),
      seconds: parseTime(fields.seconds ?? '') || null,
    })
    kept.catch(() => {})
    await findCommunity(db, actor, params.community)
    return Response.json(await kept)
  },
)
