import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '~/ui/strings'
import { videosWords } from '~/ui/strings/videos'
import type { ItemProgress } from '../library/item-progress.server'
import { playerAt, type VideoSource } from './source'
import type { Track } from './video-files.server'

interface VideoPlayerProps {
  title: string
  source: VideoSource
  /** The second to begin at. */
  at: number
  /** Whether the person has just asked for it. */
  begin: boolean
  /** Shown before it plays. */
  poster: string | null
  tracks: readonly Track[]
  /** Where its progress is sent. */
  progress: string
  onKept: (progress: ItemProgress | null) => void
}

/** What plays, once it was asked for: nothing is loaded from elsewhere before. */
export function VideoPlayer(props: VideoPlayerProps) {
  return props.source.plays === 'frame' ? <Frame {...props} /> : <FilePlayer {...props} />
}

/** The player of another site, which may run there what it needs to play, and nothing here. */
function Frame({ title, source, at, begin }: VideoPlayerProps) {
  const words = useWords(videosWords)
  return (
    <iframe
      className="player"
      title={words.player(title)}
      src={playerAt(source, at, begin)}
      sandbox="allow-scripts allow-same-origin allow-presentation allow-popups"
      allow="autoplay; encrypted-media; fullscreen; picture-in-picture"
      // YouTube plays nothing for a page that does not say which site it is.
      referrerPolicy="strict-origin-when-cross-origin"
    />
  )
}

function FilePlayer(props: VideoPlayerProps) {
  const { title, source, at, begin, poster, tracks, progress, onKept } = props
  const words = useWords(videosWords)
  const ref = useRef<HTMLVideoElement>(null)
  const heard = useRef(onKept)
  heard.current = onKept

  useEffect(() => {
    const video = ref.current
    if (!video) return
    let here = true
    let end = () => {}
    // The script that keeps one's place comes after the page.
    import('./watch-progress').then(
      ({ followVideo }) => {
        if (!here) return
        end = followVideo(video, { to: progress, onKept: (kept) => heard.current(kept) })
      },
      () => heard.current(null),
    )
    return () => {
      here = false
      end()
    }
  }, [progress])

  return (
    // biome-ignore lint/a11y/useMediaCaption: where captions are known they are there.
    <video
      ref={ref}
      id="video"
      className="player"
      aria-label={words.player(title)}
      src={playerAt(source, at, begin)}
      poster={poster ?? undefined}
      controls
      playsInline
      autoPlay={begin}
      preload="metadata"
    >
      {tracks.map(({ label, href }, n) => (
        <track
          key={href}
          kind="captions"
          label={label || words.captions}
          src={href}
          default={n === 0}
        />
      ))}
      {words.unplayable}
    </video>
  )
}

/** A link that plays from a second: in the player where there is one, else it loads the page so. */
export function SecondLink({
  href,
  second,
  className = 'link',
  children,
}: {
  href: string
  second: number
  className?: string
  children: ReactNode
}) {
  return (
    <a
      className={className}
      href={href}
      onClick={(event) => {
        const video = document.getElementById('video')
        const plain = !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
        if (!plain || !(video instanceof HTMLVideoElement)) return
        event.preventDefault()
        void import('./watch-progress').then(
          ({ jumpTo }) => jumpTo(video, second),
          () => location.assign(href),
        )
      }}
    >
      {children}
    </a>
  )
}
