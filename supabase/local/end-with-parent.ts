/** Milliseconds that an orderly end may take. */
const ORDERLY_MS = 15_000

/** Ctrl-C comes twice, from the terminal and handed on by the bootstrap: milliseconds between them. */
const SAME_MS = 1_000

const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }
const signals = Object.keys(CODES) as (keyof typeof CODES)[]

/**
 * Ends this process in order on Ctrl-C, on a kill, and when the process that started it is gone.
 *
 * @param stop ends the children; a signal a second later does not wait for it
 * @returns to be told once all runs
 */
export function endWithParent(stop: () => Promise<unknown> | undefined): {
  onceServing(postgres: { crashed: Promise<string> }): void
} {
  let endingSince: number | undefined
  const end = async (code: number) => {
    if (endingSince !== undefined) {
      if (performance.now() - endingSince > SAME_MS) process.exit(code)
      return
    }
    endingSince = performance.now()
    setTimeout(() => process.exit(code), ORDERLY_MS).unref()
    try {
      await stop()
    } catch (error) {
      console.error(error)
    }
    process.exit(code)
  }
  const endOn = (signal: keyof typeof CODES) => void end(CODES[signal])
  for (const signal of signals) process.on(signal, endOn)
  // The channel of the bootstrap closes when that process dies, however it dies: nobody's second wish.
  process.on('disconnect', () => endingSince === undefined && void end(143))
  return {
    onceServing({ crashed }) {
      // Miniflare listens too, and would end this process at once, whatever still runs.
      for (const signal of signals) {
        for (const other of process.listeners(signal)) {
          if (other !== endOn) process.off(signal, other)
        }
      }
      // Without Postgres nothing is left to serve.
      void crashed.then((line) => {
        console.error(line)
        return end(1)
      })
    },
  }
}
