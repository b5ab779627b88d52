import type { Miniflare } from 'miniflare'

/** The cron of wrangler.toml: each minute. */
const EVERY_MS = 60_000

/** Fires the Worker's cron, at once and each minute, since Miniflare fires none by itself. */
export function startClock(miniflare: Miniflare, everyMs = EVERY_MS): { stop(): Promise<void> } {
  let running = Promise.resolve()
  const fire = () => {
    // One after the other, and never two at once, however long one takes.
    running = running.then(async () => {
      try {
        const worker = await miniflare.getWorker()
        await worker.scheduled({ cron: '* * * * *' })
      } catch (error) {
        console.error(`The Worker's cron: ${error instanceof Error ? error.message : error}`)
      }
    })
  }
  fire()
  const timer = setInterval(fire, everyMs)
  return {
    stop() {
      clearInterval(timer)
      return running
    },
  }
}
