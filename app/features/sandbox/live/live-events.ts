/** How a followed answer ended. */
export interface LiveEnd {
  status: 'complete' | 'stopped' | 'cut_off' | 'failed' | 'gone'
  failure: string | null
  /** The whole answer, rendered; only what our own endpoints send to a browser has it. */
  html?: string
}

/** What an answer's message and its answer are called, once they are kept. */
export interface AskedIds {
  conversationId: string
  personMessageId: string
  answerId: string
}

export type LiveEvent =
  | { type: 'ids'; ids: AskedIds }
  /** `at` is the number of UTF-16 units of the answer up to and with `text`. */
  | { type: 'text'; text: string; at: number }
  | { type: 'end'; end: LiveEnd }
  /** Where it stands while it waits for its turn, in words; null when that has come. */
  | { type: 'waits'; words: string | null }
  /** Nothing new, but somebody is there. */
  | { type: 'alive' }

/** Writes an event as server-sent events have it. */
export function writeEvent(event: LiveEvent): string {
  switch (event.type) {
    case 'ids':
      return `event: ids\ndata: ${JSON.stringify(event.ids)}\n\n`
    case 'text':
      return `id: ${event.at}\nevent: text\ndata: ${JSON.stringify(event.text)}\n\n`
    case 'end':
      return `event: end\ndata: ${JSON.stringify(event.end)}\n\n`
    case 'waits':
      return `event: waits\ndata: ${JSON.stringify(event.words)}\n\n`
    case 'alive':
      return ': still here\n\n'
  }
}

function readEvent(frame: string): LiveEvent {
  const fields = new Map<string, string>()
  for (const line of frame.split('\n')) {
    const at = line.indexOf(': ')
    if (at > 0) fields.set(line.slice(0, at), line.slice(at + 2))
  }
  const data = fields.get('data') ?? 'null'
  switch (fields.get('event')) {
    case 'ids':
      return { type: 'ids', ids: JSON.parse(data) as AskedIds }
    case 'text':
      return { type: 'text', text: String(JSON.parse(data)), at: Number(fields.get('id')) }
    case 'end':
      return { type: 'end', end: JSON.parse(data) as LiveEnd }
    case 'waits':
      return { type: 'waits', words: JSON.parse(data) as string | null }
    default:
      return { type: 'alive' }
  }
}

/**
 * Reads server-sent events as they come, until the stream ends.
 *
 * @param silenceMs milliseconds without any byte after which the stream counts as dead
 * @param signal hangs up, at once
 * @throws Error when it is dead, broke, or was hung up
 */
export async function* readEvents(
  stream: ReadableStream<Uint8Array>,
  silenceMs: number,
  signal?: AbortSignal,
): AsyncGenerator<LiveEvent> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  const silence = watchSilence(silenceMs, signal)
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), silence.tooLong])
      if (done) return
      silence.heard()
      rest += decoder.decode(value, { stream: true })
      const frames = rest.split('\n\n')
      rest = frames.pop() ?? ''
      for (const frame of frames) yield readEvent(frame)
    }
  } finally {
    silence.end()
    // Whoever leaves early hangs up; how that ends is of no interest.
    reader.cancel().catch(() => {})
  }
}

/** Rejects `tooLong` after `ms` without a `heard()`, or when somebody hangs up. One timer for all. */
function watchSilence(ms: number, signal?: AbortSignal) {
  signal?.throwIfAborted()
  let reject = (_reason: Error) => {}
  const tooLong = new Promise<never>((_, rejecting) => {
    reject = rejecting
  })
  // Nobody may be waiting for it when it is.
  tooLong.catch(() => {})
  const onAbort = () => reject(new Error('hung up'))
  signal?.addEventListener('abort', onAbort)
  let heardAt = Date.now()
  const look = () => {
    const left = heardAt + ms - Date.now()
    if (left > 0) timer = setTimeout(look, left)
    else reject(new Error(`nothing came for ${ms} ms`))
  }
  let timer = setTimeout(look, ms)
  return {
    tooLong,
    heard() {
      heardAt = Date.now()
    },
    end() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    },
  }
}

/**
 * What `make` yields, for a reader who may leave while it waits: leaving aborts the signal that it
 * was given. A generator alone would notice only when the next thing comes.
 */
export function untilLeft<T>(
  make: (signal: AbortSignal) => AsyncGenerator<T>,
): AsyncIterable<T> & AsyncIterator<T> {
  const left = new AbortController()
  const made = make(left.signal)
  return {
    next: () => made.next(),
    async return() {
      left.abort()
      await made.return(undefined)
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
