import type { Clock } from './answer-job'

/**
 * Milliseconds of an isolate that a piece of a text is given: to be read from the model and kept, which
 * takes about half of them, and then for each reader.
 */
const pieceMs = { kept: 2, read: 0.3 }
/** Milliseconds of pieces that may be on their way before anybody waits. */
const unpacedMs = 40
/** Milliseconds at most from one piece of a text that grows faster to the next. */
const longestPaceMs = 200
/** Units of a text that are not held back, whatever the pace. */
const longestHeld = 65_536

/** When all pieces that were told will be on their way, by the clock that says so. */
const busyUntil = new WeakMap<Clock, number>()

/**
 * Takes time for a piece that is told now. A piece costs the same whatever its length, so the more
 * answers grow and the more people read at once, the fewer and longer pieces each gets, and who has
 * none yet is not kept waiting (docs/decisions/0035-fewer-pieces-in-a-crowd.md).
 *
 * @returns milliseconds after which the next piece of the same text may follow
 */
export function takeTime(clock: Clock, piece: keyof typeof pieceMs): number {
  const now = clock.now()
  const free = Math.max(now, busyUntil.get(clock) ?? now)
  const until = Math.min(free + pieceMs[piece], now + unpacedMs + longestPaceMs)
  busyUntil.set(clock, until)
  return Math.max(0, until - now - unpacedMs)
}

/** Gathers what comes faster than the pace into pieces; alone in its isolate it holds nothing back. */
export class Gathering {
  readonly #clock: Clock
  readonly #tell: (piece: string) => void
  #held = ''
  #nextAt = Number.NEGATIVE_INFINITY
  #waits = false

  constructor(clock: Clock, tell: (piece: string) => void) {
    this.#clock = clock
    this.#tell = tell
  }

  /** Tells it now, or with what comes until its time. */
  add(text: string): void {
    this.#held += text
    const early = this.#nextAt - this.#clock.now()
    // A clock that was set back makes nobody wait until it is there again.
    const isTime = early <= 0 || early > longestPaceMs
    if (isTime || this.#held.length > longestHeld) this.flush()
    else if (!this.#waits) {
      this.#waits = true
      void this.#clock.sleep(early).then(() => this.flush())
    }
  }

  /** Tells what is held back. */
  flush(): void {
    this.#waits = false
    if (this.#held === '') return
    const piece = this.#held
    this.#held = ''
    this.#nextAt = this.#clock.now() + takeTime(this.#clock, 'kept')
    this.#tell(piece)
  }
}
