import type { ItemProgress } from '../library/item-progress.server'

/** Milliseconds between two looks at where the reader is: who only passes by has read nothing. */
const EVERY = 5_000

interface Follow {
  /** Where the progress is sent. */
  to: string
  /** The ids of the sections, in order. */
  sections: readonly string[]
  /** Hears how far the person is now; null when it could not be kept. */
  onKept: (progress: ItemProgress | null) => void
}

/**
 * Keeps where somebody is in a text: every five seconds in which that changes, and when they leave.
 *
 * @returns ends it
 */
export function followReading(text: HTMLElement, { to, sections, onKept }: Follow): () => void {
  let furthest = 0
  let said = ''

  function word(): URLSearchParams | null {
    const { top, height } = text.getBoundingClientRect()
    const shown = height > 0 ? (window.innerHeight - top) / height : 0
    furthest = Math.max(furthest, Math.min(1, Math.max(0, shown)))
    const section = sections.filter((id) => {
      const heading = document.getElementById(id)
      return heading !== null && heading.getBoundingClientRect().top < window.innerHeight / 2
    }).length
    const fields = new URLSearchParams({ section: String(section), share: furthest.toFixed(3) })
    // Nothing new is not said twice.
    if (fields.toString() === said) return null
    said = fields.toString()
    return fields
  }

  async function keep() {
    if (document.visibilityState === 'hidden') return
    const body = word()
    if (!body) return
    try {
      const answer = await fetch(to, { method: 'POST', body, keepalive: true })
      // A session that ended leads to the sign-in page.
      onKept(answer.ok && !answer.redirected ? ((await answer.json()) as ItemProgress) : null)
    } catch {
      onKept(null)
    }
  }
  let looked = false
  const timer = setInterval(() => {
    looked = true
    void keep()
  }, EVERY)
  const leave = () => {
    if (!looked || document.visibilityState !== 'hidden') return
    const body = word()
    if (body) navigator.sendBeacon(to, body)
  }
  document.addEventListener('visibilitychange', leave)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', leave)
  }
}
