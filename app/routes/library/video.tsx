import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { Attachments, Cover } from '~/features/content/files/item-downloads'
import { deskPath, libraryPath } from '~/features/content/kinds'
import type { ItemProgress } from '~/features/content/library/item-progress.server'
import type { VideoSource } from '~/features/content/videos/source'
import { writeTime } from '~/features/content/videos/time'
import { VideoPlace } from '~/features/content/videos/video-place'
import { SecondLink, VideoPlayer } from '~/features/content/videos/video-player'
import { VideoTranscript } from '~/features/content/videos/video-transcript'
import { ButtonLink, buttonClass } from '~/ui/atoms/button'
import { Icon } from '~/ui/atoms/icon'
import { ExternalLink } from '~/ui/atoms/link'
import { Disclosure } from '~/ui/molecules/disclosure'
import { useWords } from '~/ui/strings'
import { attachmentsWords } from '~/ui/strings/attachments'
import { videosWords } from '~/ui/strings/videos'
import { CommunityPage } from '~/ui/templates/pages'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { problemTitle } from '../problem-page'
import { communityTitle } from '../titles'
import { videoLinks } from '../video-links'
import { ItemProblem } from './item-problem'
import { ItemStanding } from './item-standing'
import { actVideo, loadVideo } from './video-page.server'

export const links = videoLinks
export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data ? problemTitle(matches, error) : communityTitle(matches, data.video.title)

export const loader = forPeople(loadVideo)
export const action = forPeople(actVideo)

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
