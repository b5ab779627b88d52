import { type LiveEvent, untilLeft, writeEvent } from '~/features/sandbox/live/live-events'

/**
 * Answers with server-sent events, each as soon as it is there. When they fail the stream just
 * ends: whoever reads it comes back for the rest.
 */
export function eventStream(
  make: (signal: AbortSignal) => AsyncGenerator<LiveEvent>,
  onError: (error: unknown) => void,
): Response {
  const events = untilLeft(make)
  const encoder = new TextEncoder()
  let left = false
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      try {
        const { done, value } = await events.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(writeEvent(value)))
      } catch (error) {
        if (left) return
        onError(error)
        controller.close()
      }
    },
    async cancel() {
      left = true
      await events.return?.()
    },
  }
  // Some ahead of the reader, so that asking for the words does not wait for the head to be sent.
  const body = new ReadableStream(source, { highWaterMark: 8 })
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-store',
      // The runtime's gzip would hold the words back until the end.
      'content-encoding': 'identity',
    },
  })
}
