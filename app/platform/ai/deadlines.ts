import { modelFailure } from './failures'

/** How long a provider may take, in milliseconds. */
export interface Deadlines {
  /** From the question to the first sign of an answer (thinking counts as one). */
  firstWord: number
  /** Between two signs of life once it answers. */
  idle: number
  /** The whole answer. */
  total: number
}

/**
 * Holds one call to its deadlines: every wait of it goes through `wait`, which rejects with
 * `ai.slow` when the time has passed and with the caller's reason when the caller gave up. Either
 * way `signal` is aborted, so that the connection closes too.
 */
export function holdToDeadlines(deadlines: Deadlines, caller: AbortSignal) {
  const abort = new AbortController()
  const endsAt = Date.now() + deadlines.total
  const firstWordAt = Date.now() + deadlines.firstWord
  let alive = false

  return {
    signal: abort.signal,
    /** The provider showed a sign of life: from here the idle deadline counts. */
    markAlive(): void {
      alive = true
    },
    async wait<T>(work: Promise<T>): Promise<T> {
      caller.throwIfAborted()
      // A provider that never pauses would win every race below.
      if (Date.now() > endsAt) throw modelFailure('ai.slow', 'no end')
      const limit = alive ? Math.min(Date.now() + deadlines.idle, endsAt) : firstWordAt
      // Never longer than a whole deadline, even where the clock was set back meanwhile.
      const most = alive ? deadlines.idle : deadlines.firstWord
      const ms = Math.max(0, Math.min(Math.min(limit, endsAt) - Date.now(), most))
      let timer: ReturnType<typeof setTimeout> | undefined
      let onAbort: (() => void) | undefined
      const interrupted = new Promise<never>((_, reject) => {
        timer = setTimeout(
          () => reject(modelFailure('ai.slow', alive ? 'no further word' : 'no first word')),
          ms,
        )
        onAbort = () => reject(caller.reason)
        caller.addEventListener('abort', onAbort)
      })
      try {
        return await Promise.race([work, interrupted])
      } finally {
        clearTimeout(timer)
        if (onAbort) caller.removeEventListener('abort', onAbort)
      }
    },
    /** Closes the connection; harmless when all is read. */
    close(): void {
      abort.abort()
    },
  }
}
