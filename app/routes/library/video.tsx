import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { findCommunity, isCoach } from '~/features/communities/find-community.server'
import { Attachments, Cover } from '~/features/content/files/item-downloads'
import { findShownFiles } from '~/features/content/files/item-files.server'
import { findPublishedItem } from '~/features/content/find-items.server'
import { deskPath, libraryPath } from '~/features/content/kinds'
import {
  findProgress,
  type ItemProgress,
  markDone,
} from '~/features/content/library/item-progress.server'
import { readSearch } from '~/features/content/library/search-words.server'
import type { VideoSource } from '~/features/content/videos/source'
import { parseTime, writeTime } from '~/features/content/videos/time'
import { findLines, isCaptions, linesOf } from '~/features/content/videos/transcript'
import { captionsText, mediaOf } from '~/features/content/videos/video-files.server'
import { videoKind } from '~/features/content/videos/video-kind.server'
import { VideoPlace } from '~/features/content/videos/video-place'
import { SecondLink, VideoPlayer } from '~/features/content/videos/video-player'
import { keepWatching } from '~/features/content/videos/video-progress.server'
import { VideoTranscript } from '~/features/content/videos/video-transcript'
import type { Person } from '~/platform/auth/actor'
import { setFlash } from '~/platform/flash.server'
import { ButtonLink, buttonClass } from '~/ui/atoms/button'
import { Icon } from '~/ui/atoms/icon'
import { ExternalLink } from '~/ui/atoms/link'
import { Disclosure } from '~/ui/molecules/disclosure'
import { useWords } from '~/ui/strings'
import { attachmentsWords } from '~/ui/strings/attachments'
import { videosWords } from '~/ui/strings/videos'
import { CommunityPage } from '~/ui/templates/pages'
import { readFields } from '../form.server'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { problemTitle } from '../problem-page'
import { communityTitle } from '../titles'
import { videoLinks } from '../video-links'
import { ItemProblem } from './item-problem'
import { ItemStanding } from './item-standing'
import { look } from './look.server'

export const links = videoLinks
export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data ? problemTitle(matches, error) : communityTitle(matches, data.video.title)

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

export const loader = forPeople(async ({ request, context, actor, params }) => {
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
})

/** What a person says of their own progress, where no script says it for them. */
export const action = forPeople(
  async ({ request, context, actor, params }: ActionFunctionArgs & { actor: Person }) => {
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
  },
)

/** Seconds before the end from which on there is nothing to resume. */
const NEAR_END = 5

export default function Video() {
  const loaded = useLoaderData<typeof loader>()
  return <VideoPage key={`${loaded.video.id}:${loaded.at}`} />
}

function VideoPage() {
  const loaded = useLoaderData<typeof loader>()
  const { slug, coach, video, files, poster, length, chapters, lines, search, found } = loaded
  const reply = useActionData<typeof action>()
  const words = useWords(videosWords)
  const { size } = useWords(attachmentsWords)
  // What plays goes on playing, whatever the page learns meanwhile.
  const [{ at, begin, document: fresh, source, tracks }] = useState(loaded)
  const [kept, setKept] = useState<ItemProgress | null>(null)
  const [lost, setLost] = useState(false)
  useEffect(() => {
    setKept(null)
  }, [])
  useEffect(() => {
    if (at !== null && !fresh) window.location.reload()
  }, [at, fresh])

  const here = `${libraryPath(slug, 'video')}/${video.id}`
  const progress = kept ?? loaded.progress
  const asked = new URLSearchParams()
  if (at !== null) asked.set('t', String(at))
  if (search) asked.set('q', search)
  const hrefOf = (second: number) => {
    const query = new URLSearchParams({ t: String(Math.floor(second)) })
    if (search) query.set('q', search)
    return `${here}?${query}#player`
  }
  const onKept = (now: ItemProgress | null) => {
    setLost(now === null)
    if (now) setKept(now)
  }
  return (
    <CommunityPage narrow title={video.title} lede={video.summary} flash={<PageFlash />}>
      <p className="hint">
        {[
          length ? words.long(writeTime(length)) : words.lengthUnknown,
          source && (source.bytes ? size(source.bytes) : words.from(source.name)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <section id="player" className="mt-4">
        {!source ? (
          <>
            <Cover files={files} />
            <p className="card">{words.nothing}</p>
          </>
        ) : at === null || !fresh ? (
          <Begin
            source={source}
            poster={poster}
            length={length}
            progress={progress}
            hrefOf={hrefOf}
          />
        ) : (
          <VideoPlayer
            title={video.title}
            source={source}
            at={at}
            begin={begin}
            poster={poster}
            tracks={tracks}
            progress={`${here}/progress`}
            onKept={onKept}
          />
        )}
      </section>
      <div className="buttons mt-3">
        {source && !source.bytes && (
          <ExternalLink href={source.address}>{words.openAt(source.name)}</ExternalLink>
        )}
        {source?.bytes && (
          // A file is the browser's to play, and not the router's.
          <a className={buttonClass({ variant: 'quiet' })} href={source.address}>
            {words.openFile}
          </a>
        )}
        <ButtonLink variant="quiet" href={libraryPath(slug, 'video')}>
          {words.back}
        </ButtonLink>
        {coach && (
          <ButtonLink variant="quiet" icon="draft" href={`${deskPath(slug, 'video')}/${video.id}`}>
            {words.edit}
          </ButtonLink>
        )}
      </div>
      <ItemStanding community={slug} kind="video" id={video.id} standing={loaded.standing} />
      {at !== null && source?.plays === 'file' && (
        <Disclosure summary={words.keys}>
          <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
            {words.keyLines.map(([key, meaning]) => (
              <div key={key} className="contents">
                <dt>{key}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      )}
      {chapters.length > 0 && (
        <nav className="section" aria-labelledby="chapters">
          <h2 id="chapters">{words.chapters}</h2>
          <ol className="lines">
            {chapters.map(({ second, title, at: begins }) => (
              <li key={second}>
                <span className="tabular-nums text-muted" aria-hidden="true">
                  {begins}
                </span>
                <SecondLink href={hrefOf(second)} second={second}>
                  <span dir="auto">{title}</span>
                </SecondLink>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <VideoPlace
        key={reply?.place ?? ''}
        progress={progress}
        action={asked.size > 0 ? `${here}?${asked}` : here}
        place={reply?.place ?? writeTime(Math.floor(at ?? progress?.reached ?? 0))}
        problem={reply?.code ? words[reply.code] : undefined}
        follows={at !== null && source?.plays === 'file'}
        lost={lost}
      />
      <Attachments files={files} />
      {lines.length > 0 && (
        <VideoTranscript
          here={here}
          lines={lines}
          search={search}
          found={found}
          at={at}
          hrefOf={hrefOf}
        />
      )}
    </CommunityPage>
  )
}

interface BeginProps {
  source: VideoSource
  poster: string | null
  length: number | null
  progress: ItemProgress | null
  hrefOf: (second: number) => string
}

/** What stands where the video will be: nothing is loaded from elsewhere before it is asked for. */
function Begin({ source, poster, length, progress, hrefOf }: BeginProps) {
  const words = useWords(videosWords)
  const { size } = useWords(attachmentsWords)
  const reached = Math.floor(progress?.reached ?? 0)
  const resumes = reached > 0 && (length === null || reached < length - NEAR_END)
  const play = (second: number, label: string, primary: boolean) => (
    <SecondLink
      href={hrefOf(second)}
      second={second}
      className={buttonClass({ variant: primary ? 'primary' : 'secondary' })}
    >
      <Icon name="play" />
      {label}
    </SecondLink>
  )
  return (
    <div className="player player-before">
      {poster && <img className="player-poster" src={poster} alt="" />}
      <p>{source.bytes ? words.stored(size(source.bytes)) : words.notice(source.name)}</p>
      <div className="buttons">
        {resumes && play(reached, words.resume(writeTime(reached)), true)}
        {play(0, resumes ? words.fromStart : words.play, !resumes)}
      </div>
    </div>
  )
}

export function ErrorBoundary() {
  return <ItemProblem kind="video" room="library" />
}
