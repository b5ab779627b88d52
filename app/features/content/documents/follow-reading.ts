import { type Follow, progressTeller } from '../library/tell-progress'

/** Milliseconds between two looks at where the reader is: who only passes by has read nothing. */
const EVERY = 5_000

interface FollowReading extends Follow {
  /** The ids of the sections, in order. */
  sections: readonly string[]
}

/**
 * Keeps where somebody is in a text: every five seconds in which that changes, and when they leave.
 *
 * @returns ends it
 */
export function followReading(text: HTMLElement, follow: FollowReading): () => void {
  let furthest = 0

  function word(): URLSearchParams {
    const { top, height } = text.getBoundingClientRect()
    const shown = height > 0 ? (window.innerHeight - top) / height : 0
    furthest = Math.max(furthest, Math.min(1, Math.max(0, shown)))
    const section = follow.sections.filter((id) => {
      const heading = document.getElementById(id)
      return heading !== null && heading.getBoundingClientRect().top < window.innerHeight / 2
    }).length
    return new URLSearchParams({ section: String(section), share: furthest.toFixed(3) })
  }

  const teller = progressTeller(word, follow)
  let looked = false
  const timer = setInterval(() => {
    looked = true
    if (document.visibilityState !== 'hidden') void teller.keep()
  }, EVERY)
  const leave = () => {
    if (looked && document.visibilityState === 'hidden') teller.leave()
  }
  document.addEventListener('visibilitychange', leave)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', leave)
  }
}
