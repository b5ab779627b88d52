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

/** Milliseconds for which those are counted who were told something. */
const countedMs = 3_000

type Kind = keyof typeof pieceMs
type Count = Record<Kind, number>

/** How many texts grew, and how many were told of them, in one stretch of time after the other. */
interface Crowd {
  startedAt: number
  now: Count
  before: Count
}

const crowds = new WeakMap<Clock, Crowd>()

function crowdOf(clock: Clock): Crowd {
  const none: Count = { kept: 0, read: 0 }
  const crowd = crowds.get(clock)
  const age = crowd ? clock.now() - crowd.startedAt : Number.POSITIVE_INFINITY
  if (crowd && age >= 0 && age < countedMs) return crowd
  const before = crowd && age < 2 * countedMs ? crowd.now : none
  const next = { startedAt: clock.now(), now: none, before }
  crowds.set(clock, next)
  return next
}

/** One text that grows, or one who reads, among all of its isolate. */
export interface Part {
  /** A piece was told: milliseconds until the next may be. */
  pace(): number
}

/**
 * Takes part in what an isolate does, for as long as it is told pieces. A piece costs the same whatever
 * its length, so the more answers grow and the more people read at once, the fewer and longer pieces
 * each gets, and who has none yet is not kept waiting (docs/decisions/0052-words-pass-through.md).
 */
export function takePart(clock: Clock, kind: Kind): Part {
  let dueAt = Number.NEGATIVE_INFINITY
  let counted: Crowd | null = null
  return {
    pace() {
      const now = clock.now()
      const crowd = crowdOf(clock)
      if (counted !== crowd) crowd.now[kind] += 1
      counted = crowd
      const count = (of: Kind) => Math.max(crowd.now[of], crowd.before[of])
      // A round is a piece of each text, for each reader.
      const roundMs = count('kept') * pieceMs.kept + count('read') * pieceMs.read
      // Not later than that where the clock was set back.
      const from = Math.min(Math.max(now, dueAt), now + aheadMs)
      dueAt = from + Math.min(roundMs, longestPaceMs[kind])
      return Math.max(0, dueAt - now - aheadMs)
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
    this.#nextAt = this.#clock.now() + this.#part.pace()
    this.#tell(piece)
  }
}
