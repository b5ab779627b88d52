/** A bounded number of places, and a bounded number of those who wait for one. */
export class Slots {
  #free: number
  readonly #bound: number
  readonly #waiting: (() => void)[] = []

  constructor(slots: number, bound: number) {
    this.#free = slots
    this.#bound = bound
  }

  /**
   * Waits for a place.
   *
   * @returns what gives the place back; null when too many wait already, or the signal was aborted.
   */
  async take(signal: AbortSignal): Promise<(() => void) | null> {
    if (signal.aborted) return null
    if (this.#free > 0) {
      this.#free -= 1
      return () => this.#giveBack()
    }
    if (this.#waiting.length >= this.#bound) return null
    const taken = await new Promise<boolean>((resolve) => {
      const wake = () => resolve(true)
      this.#waiting.push(wake)
      signal.addEventListener('abort', () => {
        const at = this.#waiting.indexOf(wake)
        if (at < 0) return
        this.#waiting.splice(at, 1)
        resolve(false)
      })
    })
    return taken ? () => this.#giveBack() : null
  }

  #giveBack(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#free += 1
  }
}
