import type { LiveEvent } from '~/features/sandbox/live-events'
import { writeEvent } from '~/features/sandbox/live-events'

/**
 * Answers with server-sent events, each as soon as it is there. When `events` fails the stream just
 * ends: whoever reads it comes back for the rest.
 */
export function eventStream(
  events: AsyncGenerator<LiveEvent>,
  onError: (error: unknown) => void,
): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await events.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(writeEvent(value)))
      } catch (error) {
        onError(error)
        controller.close()
      }
    },
    async cancel() {
      await events.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-store',
      // The runtime's gzip would hold the words back until the end.
      'content-encoding': 'identity',
    },
  })
}
