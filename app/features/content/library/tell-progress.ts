import type { ItemProgress } from './item-progress.server'

/** Where how far somebody is goes, and who hears that it is kept. */
export interface Follow {
  /** Where the progress is sent. */
  to: string
  /** Hears how far the person is now; null when it could not be kept. */
  onKept: (progress: ItemProgress | null) => void
}

/**
 * Tells the server how far somebody is, and nothing twice.
 *
 * @param word how far they are now
 */
export function progressTeller(word: () => URLSearchParams, { to, onKept }: Follow) {
  let said = ''
  const news = () => {
    const fields = word()
    if (fields.toString() === said) return null
    said = fields.toString()
    return fields
  }
  return {
    async keep(): Promise<void> {
      const body = news()
      if (!body) return
      try {
        const answer = await fetch(to, { method: 'POST', body, keepalive: true })
        // A session that ended leads to the sign-in page.
        onKept(answer.ok && !answer.redirected ? ((await answer.json()) as ItemProgress) : null)
      } catch {
        onKept(null)
      }
    },
    /** The same while the page is left: nobody hears what came of it. */
    leave(): void {
      const body = news()
      if (body) navigator.sendBeacon(to, body)
    },
  }
}
