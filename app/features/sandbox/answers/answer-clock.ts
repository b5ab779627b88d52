import type { Clock } from './answer-job'

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const done = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      signal?.addEventListener('abort', done)
    }),
}

/** Wakes everybody who waits, as often as it rings. */
export class Bell {
  #wake: () => void = () => {}
  #rung = this.#next()

  /** Resolves at the next ring. */
  wait(): Promise<void> {
    return this.#rung
  }

  ring(): void {
    const wake = this.#wake
    this.#rung = this.#next()
    wake()
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}
