import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/cloudflare'
import { findCommunity, isCoach } from '~/features/communities/find-community.server'
import { findShownFiles } from '~/features/content/files/item-files.server'
import { findPublishedItem } from '~/features/content/find-items.server'
import { libraryPath } from '~/features/content/kinds'
import { findProgress, markDone } from '~/features/content/library/item-progress.server'
import { readSearch } from '~/features/content/library/search-words.server'
import { parseTime, writeTime } from '~/features/content/videos/time'
import { findLines, isCaptions, linesOf } from '~/features/content/videos/transcript'
import { captionsText, mediaOf } from '~/features/content/videos/video-files.server'
import { videoKind } from '~/features/content/videos/video-kind.server'
import { keepWatching } from '~/features/content/videos/video-progress.server'
import type { Person } from '~/platform/auth/actor'
import { setFlash } from '~/platform/flash.server'
import { readFields } from '../form.server'
import { look } from './look.server'

/** Places of a transcript that a search shows. */
const SHOWN = 50

/**
 * Whether a person pressed a link of our own pages to come here: no picture, no script and no other
 * site can say so.
 */
const wasPressed = ({ headers }: Request) =>
  headers.get('sec-fetch-user') === '?1' &&
  headers.get('sec-fetch-site') === 'same-origin' &&
  !headers.has('sec-purpose')

/** A video with what plays it, what stands beside it, and how far the person is. */
export async function loadVideo({
  request,
  context,
  actor,
  params,
}: LoaderFunctionArgs & { actor: Person }) {
  const { db, plays } = context
  const slug = params.community ?? ''
  const query = new URL(request.url).searchParams
  // A second that nobody can read is the first.
  const at = query.has('t') ? (parseTime(query.get('t') ?? '') ?? 0) : null
  const pressed = wasPressed(request)
  const asked = Promise.all([
    findPublishedItem(db, videoKind, slug, params.item),
    look(context, request, params.item),
    findShownFiles(context, actor, params.item),
    // Without JavaScript a chapter that is pressed is where the person is from then on.
    at !== null && pressed
      ? keepWatching(db, params.item, { at, spans: [], seconds: null })
      : findProgress(db, params.item),
  ])
  // Whether the community is theirs is told first.
  asked.catch(() => {})
  const community = await findCommunity(db, actor, slug)
  const [{ transcript, address, length, chapters, ...video }, standing, files, progress] =
    await asked
  const { source, poster, tracks } = mediaOf(address, files)
  if (at !== null && source?.origin) {
    plays[source.plays === 'frame' ? 'frame' : 'media'] = source.origin
  }
  const search = readSearch(query.get('q'))
  const lines = linesOf(transcript || (await captionsText(context.files?.storage, files)))
  const found = findLines(lines, search)
  return {
    slug,
    coach: isCoach(community),
    video,
    standing,
    files,
    source,
    poster,
    tracks: isCaptions(transcript)
      ? [{ label: '', href: `${libraryPath(slug, 'video')}/${video.id}/captions` }, ...tracks]
      : tracks,
    length: parseTime(length) || null,
    chapters: chapters.map((chapter) => ({ ...chapter, second: parseTime(chapter.at) ?? 0 })),
    lines,
    search,
    found: { lines: found.slice(0, SHOWN), n: found.length },
    progress,
    at,
    begin: pressed,
    // What a script asks for comes into a page whose policy was made before.
    document: request.headers.get('sec-fetch-dest') !== 'empty',
  }
}

/** What a person says of their own progress, where no script says it for them. */
export async function actVideo({
  request,
  context,
  actor,
  params,
}: ActionFunctionArgs & { actor: Person }) {
  const { db, jar } = context
  const slug = params.community ?? ''
  const fields = await readFields(request)
  const { intent } = fields
  const { pathname, searchParams } = new URL(request.url)
  if (intent === 'place') {
    const at = parseTime(fields.at ?? '')
    const asked = findPublishedItem(db, videoKind, slug, params.item)
    asked.catch(() => {})
    await findCommunity(db, actor, slug)
    const end = parseTime((await asked).length)
    const late = at !== null && end !== null && at > end
    const code = at === null ? ('placeWrong' as const) : late ? ('placeLate' as const) : null
    if (at === null || code) {
      return data({ place: (fields.at ?? '').slice(0, 40), code }, { status: 422 })
    }
    await keepWatching(db, params.item, { at, spans: [], seconds: null })
    setFlash(jar, 'videos.place-kept', { at: writeTime(at) })
  } else {
    const watched = intent !== 'unwatched'
    const marked = markDone(db, 'video', params.item, watched)
    marked.catch(() => {})
    await findCommunity(db, actor, slug)
    await marked
    setFlash(jar, watched ? 'videos.watched' : 'videos.unwatched', {})
  }
  throw redirect(searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname, 303)
}
