import type { Bell } from './answer-clock'
import type { AnswerEnd, Clock } from './answer-job'
import type { Place } from './answer-turn'

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
  return new ReadableStream<Uint8Array>({
    type: 'bytes',
    async pull(controller) {
      while (!left.signal.aborted) {
        const rung = bell.wait()
        const { text, place = null, end } = told()
        const placing = JSON.stringify(place)
        if (placing !== placed) {
          placed = placing
          controller.enqueue(encoder.encode(`event: place\ndata: ${placing}\n\n`))
          return
        }
        if (at < text.length) {
          const piece = pieceFrom(text, at)
          at += piece.length
          controller.enqueue(encoder.encode(textEvent(at, piece)))
          return
        }
        if (end) {
          controller.enqueue(encoder.encode(`event: end\ndata: ${JSON.stringify(end)}\n\n`))
          controller.close()
          return
        }
        const waited = new AbortController()
        const silence = clock.sleep(heartbeatMs, AbortSignal.any([left.signal, waited.signal]))
        const silent = await Promise.race([rung.then(() => false), silence.then(() => true)])
        waited.abort()
        if (silent && !left.signal.aborted) {
          controller.enqueue(encoder.encode(': still here\n\n'))
          return
        }
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
