import { attach, outcomeOf } from './follow-answer.server'
import { type AskedIds, type LiveEvent, writeEvent } from './live-events'
import { followingOf, type Telling, tellAnswer, tellEnd } from './tell-answer.server'

interface Passing extends Telling {
  /** Told first, to whoever asked. */
  ids?: AskedIds
  /** Told why it broke off, while somebody still reads. */
  onError(error: unknown): void
}

/**
 * An answer as a browser is told it, in server-sent events; to its asker one that is still made
 * passes through unseen, from the object that makes it to the connection, and only its end is written
 * here. Others are looked at again and again, whether they may still read it.
 *
 * A stream that breaks just ends: whoever reads it comes back for the rest.
 */
export function passAnswer(passing: Passing): ReadableStream<Uint8Array> {
  const { readable, writable } = new IdentityTransformStream()
  void pass(passing, writable)
  return readable
}

async function pass(passing: Passing, writable: WritableStream<Uint8Array>): Promise<void> {
  const { ids, longestMs, onError } = passing
  let broke: unknown = null
  try {
    // Before anything is written, so that asking for the words does not wait for the head to be sent.
    const unseen = passing.said.status === 'streaming' && !passing.mayStill
    const growing = unseen ? attach(followingOf(passing)) : null
    growing?.catch(() => {})
    if (ids) await write(writable, { type: 'ids', ids })
    const signal = AbortSignal.timeout(longestMs)
    if (!growing) {
      for await (const event of tellAnswer(passing, signal)) await write(writable, event)
    } else {
      const kept = { preventClose: true, preventAbort: true, signal }
      await (await growing).pipeTo(writable, kept)
      await write(writable, await tellEnd(passing, await outcomeOf(followingOf(passing))))
    }
  } catch (error) {
    broke = error
  }
  // Where it can't be closed hardly anybody reads it any more.
  await writable.close().then(
    () => broke && onError(broke),
    () => {},
  )
}

const encoder = new TextEncoder()

async function write(writable: WritableStream<Uint8Array>, event: LiveEvent): Promise<void> {
  const writer = writable.getWriter()
  try {
    await writer.write(encoder.encode(writeEvent(event)))
  } finally {
    writer.releaseLock()
  }
}
