import type { Bell } from './answer-clock'
import type { Clock, Place } from './answer-job'
import { takePart } from './answer-pace'

/** What readers read: the text so far, and that it is all once they may know it. */
export interface Told {
  readonly text: string
  /** Where it stands while it waits for its turn. */
  readonly place?: Place | null
  readonly over: boolean
}

/** Milliseconds of silence after which a comment shows that the connection lives. */
export const heartbeatMs = 10_000

/** Units of text in one event at most. */
const longestEvent = 16_384

/**
 * Server-sent events of an answer from unit `from` of its text on: `text` events whose id is the
 * number of units so far. Before them, where it has to wait for its turn, `waits` events, which say
 * where it stands; the last of them says that its turn has come (`null`). How it ended is not told.
 *
 * A reader keeps a place in the text, not a queue of its own: one that is slow gets fewer and larger
 * events, one that is gone costs nothing, and neither is waited for. They are written as browsers get
 * them, to a stream of the runtime's own, so that whoever passes them on need not look at them
 * (docs/decisions/0052-words-pass-through.md).
 *
 * @param say says in words where it stands
 */
export function streamEvents(
  told: () => Told,
  bell: Bell,
  clock: Clock,
  from: number,
  say: (place: Place) => string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const left = new AbortController()
  const part = takePart(clock, 'read')
  let waited: string | null = null
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
    const { text, place, over } = told()
    const waits = place ? say(place) : null
    if (waits !== waited) {
      waited = waits
      return `event: waits\ndata: ${JSON.stringify(waits)}\n\n`
    }
    if (at < text.length) {
      const piece = pieceFrom(text, at)
      at += piece.length
      // Who comes late is not kept from what is there already.
      pace = at === text.length && !over ? part.pace() : 0
      return textEvent(at, piece)
    }
    if (over) left.abort()
    return over || clock.now() - toldAt < heartbeatMs ? null : ': still here\n\n'
  }
  const { readable, writable } = new IdentityTransformStream()
  const writer = writable.getWriter()
  const write = async () => {
    while (!left.signal.aborted) {
      const early = Math.min(toldAt + pace - clock.now(), pace)
      if (early > 0) await clock.sleep(early)
      const rung = bell.wait()
      const event = next()
      if (event !== null) {
        toldAt = clock.now()
        await writer.write(encoder.encode(event))
      } else if (!left.signal.aborted) await Promise.race([rung, silent()])
    }
    await writer.close()
  }
  // One that is gone is noticed by what is written next.
  write().catch((error: unknown) => {
    left.abort()
    return writer.abort(error).catch(() => {})
  })
  return readable
}

function textEvent(id: number, text: string): string {
  return `id: ${id}\nevent: text\ndata: ${JSON.stringify(text)}\n\n`
}

function pieceFrom(text: string, at: number): string {
  const piece = text.slice(at, at + longestEvent)
  const halved = at + piece.length < text.length && /[\ud800-\udbff]$/.test(piece)
  return halved ? piece.slice(0, -1) : piece
}
