/** Answers with server-sent events, each as soon as it is there. */
export const eventStream = (events: ReadableStream<Uint8Array>): Response =>
  new Response(events, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-store',
      // The runtime's gzip would hold the words back until the end.
      'content-encoding': 'identity',
    },
  })
