import type { Clock } from './answer-job'

/**
 * Milliseconds of an isolate that a piece of a text is given, which takes about half of them: to be
 * read from the model and kept, and then for each reader.
 */
const pieceMs = { kept: 1.5, read: 0.12 }
/** Milliseconds of pieces that may be ahead of the pace, as when a model says the first words at once. */
const aheadMs = 40
/** Milliseconds at most from one piece of a text that grows faster to the next, and to its readers. */
const longestPaceMs = { kept: 200, read: 2_000 }
/** Units of a text that are not held back, whatever the pace. */
const longestHeld = 65_536

type Kind = keyof typeof pieceMs

/** How many texts grow, and how many read, by the clock that they go by. */
const takingPart = new WeakMap<Clock, Record<Kind, number>>()

/** One text that grows, or one who reads, among all of its isolate. */
export interface Part {
  /** A piece was told: milliseconds until the next may be. */
  pace(): number
  leave(): void
}

/**
 * Takes part in what an isolate does. A piece costs the same whatever its length, so the more
 * answers grow and the more people read at once, the fewer and longer pieces each gets, and who has
 * none yet is not kept waiting (docs/decisions/0052-words-pass-through.md).
 */
export function takePart(clock: Clock, kind: Kind): Part {
  const all = takingPart.get(clock) ?? { kept: 0, read: 0 }
  takingPart.set(clock, all)
  all[kind] += 1
  let dueAt = Number.NEGATIVE_INFINITY
  let left = false
  return {
    pace() {
      const now = clock.now()
      // A round is a piece of each text, for each reader.
      const roundMs = all.kept * pieceMs.kept + all.read * pieceMs.read
      // Not later than that where the clock was set back.
      const from = Math.min(Math.max(now, dueAt), now + aheadMs)
      dueAt = from + Math.min(roundMs, longestPaceMs[kind])
      return Math.max(0, dueAt - now - aheadMs)
    },
    leave() {
      if (!left) all[kind] -= 1
      left = true
    },
  }
}

/** Gathers what comes faster than the pace into pieces; alone in its isolate it holds nothing back. */
export class Gathering {
  readonly #clock: Clock
  readonly #tell: (piece: string) => void
  readonly #part: Part
  #held = ''
  #nextAt = Number.NEGATIVE_INFINITY
  #waits = false

  constructor(clock: Clock, tell: (piece: string) => void) {
    this.#clock = clock
    this.#tell = tell
    this.#part = takePart(clock, 'kept')
  }

  /** Tells it now, or with what comes until its time. */
  add(text: string): void {
    this.#held += text
    const early = this.#nextAt - this.#clock.now()
    // A clock that was set back makes nobody wait until it is there again.
    const isTime = early <= 0 || early > longestPaceMs.kept
    if (isTime || this.#held.length > longestHeld) this.#flush()
    else if (!this.#waits) {
      this.#waits = true
      void this.#clock.sleep(early).then(() => this.#flush())
    }
  }

  /** Tells what is held back. Nothing more comes. */
  end(): void {
    this.#flush()
    this.#part.leave()
  }

  #flush(): void {
    this.#waits = false
    if (this.#held === '') return
    const piece = this.#held
    this.#held = ''
    this.#nextAt = this.#clock.now() + this.#part.pace()
    this.#tell(piece)
  }
}
