import { LIVE_SLOT } from '~/ui/atoms/live-slot'

/**
 * Writes a page's first half, then `pieces` as they come, then its second half.
 *
 * @param html the page, rendered, with one live slot
 * @param pieces escaped HTML; closed when the reader goes away
 */
export function fillLiveSlot(
  html: string,
  pieces: AsyncIterable<string>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const at = html.indexOf(LIVE_SLOT)
  const head = at < 0 ? html : html.slice(0, at)
  const tail = at < 0 ? '' : html.slice(at + LIVE_SLOT.length)
  const iterator = pieces[Symbol.asyncIterator]()
  let headSent = false
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      if (!headSent) {
        headSent = true
        controller.enqueue(encoder.encode(head))
        return
      }
      const next = await iterator.next()
      if (!next.done) {
        controller.enqueue(encoder.encode(next.value))
        return
      }
      controller.enqueue(encoder.encode(tail))
      controller.close()
    },
    async cancel() {
      await iterator.return?.()
    },
  }
  // Two: the first piece is asked for while the page's first half is on its way.
  return new ReadableStream(source, { highWaterMark: 2 })
}
