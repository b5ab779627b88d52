import { findCommunity } from '~/features/communities/find-community.server'
import { findPublishedItem } from '~/features/content/find-items.server'
import { isCaptions } from '~/features/content/videos/transcript'
import { videoKind } from '~/features/content/videos/video-kind.server'
import { AppError } from '~/platform/errors'
import { forPeople } from '../guard.server'

/** A video's captions, as the browser's player takes them. */
export const loader = forPeople(async ({ context: { db }, actor, params }) => {
  const slug = params.community ?? ''
  const asked = findPublishedItem(db, videoKind, slug, params.item)
  // Whether the community is theirs is told first.
  asked.catch(() => {})
  await findCommunity(db, actor, slug)
  const { transcript } = await asked
  if (!isCaptions(transcript)) throw new AppError('not-found', 404)
  return new Response(transcript, {
    headers: { 'content-type': 'text/vtt; charset=utf-8', 'cache-control': 'private, no-store' },
  })
})
