import type { Bell } from './answer-clock'
import type { AnswerEnd, Clock, Place } from './answer-job'
import { takeTime } from './answer-pace'

/** What a reader is told at the end; `gone` when the object knows the answer no more. */
export type ToldEnd = AnswerEnd | { status: 'gone'; failure: null }

/** What readers read: the text so far, and the end once they may know it. */
export interface Told {
  readonly text: string
  /** Where it stands while it waits for its turn. */
  readonly place?: Place | null
  readonly end: ToldEnd | null
}

/** Milliseconds of silence after which a comment shows that the connection lives. */
export const heartbeatMs = 10_000

/** Units of text in one event at most. */
const longestEvent = 16_384

/**
 * Server-sent events of an answer from unit `from` of its text on: `text` events whose id is the
 * number of units so far, then one `end`. Before them, where it has to wait for its turn, `place`
 * events, the last of which says that it has come (`null`).
 *
 * A reader keeps a place in the text, not a queue of its own: one that is slow gets fewer and larger
 * events, one that is gone costs nothing, and neither is waited for.
 */
export function streamEvents(
  told: () => Told,
  bell: Bell,
  clock: Clock,
  from: number,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const left = new AbortController()
  let placed = 'null'
  let at = Number.isFinite(from) ? Math.max(0, Math.trunc(from)) : 0
  /** When something was told, in milliseconds since the epoch. */
  let toldAt = clock.now()
  /** Milliseconds after it until more text may be. */
  let pace = 0
  /** Until the heartbeat is due: one timer for many pieces, as setting each anew costs more than they. */
  let silence: Promise<void> | null = null
  const silent = () => {
    // Not longer where the clock was set back meanwhile.
    const leftMs = Math.min(toldAt + heartbeatMs - clock.now(), heartbeatMs)
    silence ??= clock.sleep(leftMs, left.signal).then(() => {
      silence = null
    })
    return silence
  }
  /** What is to be told now, if anything is. */
  const next = (): string | null => {
    const { text, place = null, end } = told()
    const placing = JSON.stringify(place)
    if (placing !== placed) {
      placed = placing
      return `event: place\ndata: ${placing}\n\n`
    }
    if (at < text.length) {
      const piece = pieceFrom(text, at)
      at += piece.length
      pace = takeTime(clock, 'read')
      return textEvent(at, piece)
    }
    if (end) {
      left.abort()
      return `event: end\ndata: ${JSON.stringify(end)}\n\n`
    }
    return clock.now() - toldAt < heartbeatMs ? null : ': still here\n\n'
  }
  return new ReadableStream<Uint8Array>({
    type: 'bytes',
    async pull(controller) {
      const early = Math.min(toldAt + pace - clock.now(), pace)
      if (early > 0) await clock.sleep(early, left.signal)
      while (!left.signal.aborted) {
        const rung = bell.wait()
        const event = next()
        if (event !== null) {
          toldAt = clock.now()
          controller.enqueue(encoder.encode(event))
          if (left.signal.aborted) controller.close()
          return
        }
        await Promise.race([rung, silent()])
      }
    },
    cancel() {
      left.abort()
    },
  })
}

function textEvent(id: number, text: string): string {
  return `id: ${id}\nevent: text\ndata: ${JSON.stringify(text)}\n\n`
}

function pieceFrom(text: string, at: number): string {
  const piece = text.slice(at, at + longestEvent)
  const halved = at + piece.length < text.length && /[\ud800-\udbff]$/.test(piece)
  return halved ? piece.slice(0, -1) : piece
}
