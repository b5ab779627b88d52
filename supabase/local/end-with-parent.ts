/** Milliseconds that an orderly end may take. */
const ORDERLY_MS = 15_000

/**
 * Ends this process in order on Ctrl-C, on a kill, and when the process that started it is gone.
 *
 * @param stop ends the children; a second signal does not wait for it
 */
export function endWithParent(stop: () => Promise<unknown> | undefined): void {
  let ending = false
  const end = async (code: number) => {
    if (ending) process.exit(code)
    ending = true
    setTimeout(() => process.exit(code), ORDERLY_MS).unref()
    try {
      await stop()
    } catch (error) {
      console.error(error)
    }
    process.exit(code)
  }
  process.on('SIGINT', () => void end(130))
  process.on('SIGTERM', () => void end(143))
  process.on('SIGHUP', () => void end(129))
  // The channel of the bootstrap closes when that process dies, however it dies.
  process.on('disconnect', () => void end(143))
}
