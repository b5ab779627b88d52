import { type Follow, progressTeller } from '../library/tell-progress'
import { followSpans, writeSpans } from './watched'

/** Milliseconds after which a playing video says where it is. */
const EVERY = 15_000

/** More seconds than a player goes on by itself between two of its words. */
const JUMP = 3

/**
 * Keeps where somebody is in a video: when they pause, every fifteen seconds, and when they leave.
 *
 * @returns ends it
 */
export function followVideo(video: HTMLVideoElement, follow: Follow): () => void {
  const spans = followSpans()
  let jumped = true
  let last = 0

  function word(): URLSearchParams {
    const watched = writeSpans(spans.take())
    const fields = new URLSearchParams({ at: video.currentTime.toFixed(2), watched })
    if (Number.isFinite(video.duration)) fields.set('seconds', video.duration.toFixed(2))
    return fields
  }

  const teller = progressTeller(word, follow)

  const move = () => {
    const { currentTime } = video
    if (video.seeking) return
    spans.at(currentTime, jumped || Math.abs(currentTime - last) > JUMP * video.playbackRate)
    jumped = video.paused
    last = currentTime
  }
  const jump = () => {
    jumped = true
  }
  const pause = () => {
    move()
    void teller.keep()
  }
  const leave = () => {
    if (document.visibilityState === 'hidden' && !video.paused) move()
    if (document.visibilityState !== 'hidden') return
    if (video.played.length > 0) teller.leave()
  }
  const timer = setInterval(() => {
    if (!video.paused) void teller.keep()
  }, EVERY)

  video.addEventListener('timeupdate', move)
  video.addEventListener('seeking', jump)
  video.addEventListener('pause', pause)
  video.addEventListener('ended', pause)
  video.addEventListener('keydown', onKey)
  document.addEventListener('visibilitychange', leave)
  window.addEventListener('pagehide', leave)
  return () => {
    clearInterval(timer)
    if (!video.paused) pause()
    video.removeEventListener('timeupdate', move)
    video.removeEventListener('seeking', jump)
    video.removeEventListener('pause', pause)
    video.removeEventListener('ended', pause)
    video.removeEventListener('keydown', onKey)
    document.removeEventListener('visibilitychange', leave)
    window.removeEventListener('pagehide', leave)
  }
}

/** Letters that the browser's own player has no key for; they count while the player has the focus. */
function onKey(event: KeyboardEvent) {
  const video = event.currentTarget as HTMLVideoElement
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const track = video.textTracks[0]
  const keys: Record<string, () => void> = {
    k: () => void (video.paused ? video.play() : video.pause()),
    j: () => {
      video.currentTime -= 10
    },
    l: () => {
      video.currentTime += 10
    },
    m: () => {
      video.muted = !video.muted
    },
    f: () =>
      void (document.fullscreenElement ? document.exitFullscreen() : video.requestFullscreen()),
    c: () => {
      if (track) track.mode = track.mode === 'showing' ? 'hidden' : 'showing'
    },
  }
  const act = keys[event.key.toLowerCase()]
  if (!act) return
  event.preventDefault()
  act()
}

/** Goes to a second, and goes on from there. */
export function jumpTo(video: HTMLVideoElement, second: number) {
  video.currentTime = second
  video.focus()
  void video.play().catch(() => {
    // A browser may want a press of the player's own button.
  })
}
