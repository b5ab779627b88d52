import { setTimeout as pause } from 'node:timers/promises'
import { type FeedOptions, LiveFeed } from '~/features/sandbox/live/live-feed'
import type { HttpPerson } from '../bench/http-person.ts'

/** Somebody who reads an answer to its end, over as many connections as it takes. */
export interface Reader {
  kind: 'events' | 'browser' | 'page'
  /** What this reader has of the answer. */
  readonly seen: string
  /** Breaks the connection. */
  cut(): void
  /** Resolves when the answer's end was read. */
  over: Promise<void>
  /** How it ended, as the reader was told; null where that is read off the page. */
  readonly end: string | null
  /** Milliseconds from each cut until the next word or the end. */
  readonly waits: number[]
  readonly cuts: number
  /** What was wrong with what was read, in words. */
  readonly complaints: string[]
}

const GIVE_UP_MS = 30_000
const AGAIN_MS = 50

/** Node's streams are read so; the Worker's types know nothing of it. */
const bytesOf = (body: ReadableStream) => body as unknown as AsyncIterable<Uint8Array>

/** Notes when a reader was cut and when the next word came. */
class Waits {
  readonly all: number[] = []
  count = 0
  #cutAt: number | null = null

  cut(): void {
    this.count += 1
    this.#cutAt ??= performance.now()
  }

  came(): void {
    if (this.#cutAt === null) return
    this.all.push(performance.now() - this.#cutAt)
    this.#cutAt = null
  }
}

async function untilDone(limitMs: number, attempt: () => Promise<boolean>): Promise<void> {
  const until = performance.now() + limitMs
  while (!(await attempt().catch(() => false))) {
    if (performance.now() > until) throw new Error('a reader came to no end')
    await pause(AGAIN_MS)
  }
}

/** Reads the event stream as `EventSource` does: resumes with `Last-Event-ID`, and checks every id. */
export function readEvents(
  person: HttpPerson,
  base: string,
  answerId: string,
  { losesLastEvent = false } = {},
): Reader {
  const waits = new Waits()
  const complaints: string[] = []
  let [seen, before, connection] = ['', '', new AbortController()]
  let end: string | null = null
  const take = (frame: string) => {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1]
    const data = field('data')
    if (data === undefined) return
    waits.came()
    if (field('event') === 'end') end = JSON.parse(data).status
    if (field('event') !== 'text') return
    before = seen
    seen += JSON.parse(data)
    if (Number(field('id')) !== seen.length) complaints.push(`event ${field('id')} after ${before}`)
  }
  const over = untilDone(GIVE_UP_MS, async () => {
    connection = new AbortController()
    const { signal } = connection
    const answer = await fetch(`${base}/api/answers/${answerId}`, {
      headers: { cookie: person.cookie, 'last-event-id': String(seen.length) },
      signal,
    })
    if (!answer.body || !answer.ok) return false
    let rest = ''
    const decoder = new TextDecoder()
    for await (const bytes of bytesOf(answer.body)) {
      rest += decoder.decode(bytes, { stream: true })
      const frames = rest.split('\n\n')
      rest = frames.pop() ?? ''
      if (signal.aborted) return false
      for (const frame of frames) take(frame)
    }
    return end !== null
  })
  return {
    kind: 'events',
    over,
    complaints,
    waits: waits.all,
    get seen() {
      return seen
    },
    get end() {
      return end
    },
    get cuts() {
      return waits.count
    },
    cut() {
      // As if the connection had broken within the last event: the reader has only what came before.
      if (losesLastEvent) seen = before
      waits.cut()
      connection.abort()
    },
  }
}

export interface Browser extends Reader {
  answerId: string
  conversationId: string
  /** When its first word came, as `performance.now()` says it. */
  readonly firstAt: number
  /** Asks for another answer, as the form under a broken one does; resolves with its reader. */
  retry(): Promise<Browser>
}

/** Asks as the page's script does, and reads as it does: the product's own `LiveFeed`. */
export async function askInBrowser(
  person: HttpPerson,
  base: string,
  fields: Record<string, string>,
): Promise<Browser> {
  const waits = new Waits()
  const complaints: string[] = []
  let connection = new AbortController()
  const asking: FeedOptions['fetch'] = (path, init) => {
    connection = new AbortController()
    const signals = [connection.signal, ...(init?.signal ? [init.signal] : [])]
    return fetch(`${base}${path}`, {
      ...init,
      headers: { ...init?.headers, cookie: person.cookie, origin: base },
      signal: AbortSignal.any(signals),
    })
  }
  const feed = new LiveFeed({ fetch: asking })
  const turn = () => feed.turns().at(-1)
  let length = 0
  let firstAt = 0
  const over = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('a browser came to no end')), 2 * GIVE_UP_MS)
    feed.subscribe(() => {
      const now = turn()
      if (!now) return
      if (now.text.length > length || now.phase === 'over') waits.came()
      if (now.text.length > 0) firstAt ||= performance.now()
      if (now.text.length < length) complaints.push('the text became shorter')
      length = now.text.length
      // As a person does who presses the button under an answer that can't be reached.
      if (now.phase === 'lost') queueMicrotask(() => feed.resume(now.answerId))
      if (now.phase !== 'over') return
      clearTimeout(timer)
      resolve()
    })
  })
  const post = { post_key: crypto.randomUUID(), ...fields }
  const outcome = await feed.ask(new URLSearchParams(post), fields.message ?? null)
  if (!outcome?.ok) throw new Error(`asking was refused: ${outcome?.code}`)
  return {
    kind: 'browser',
    over,
    complaints,
    waits: waits.all,
    ...outcome.ids,
    get firstAt() {
      return firstAt
    },
    get seen() {
      return turn()?.text ?? ''
    },
    get end() {
      return turn()?.end?.status ?? null
    },
    get cuts() {
      return waits.count
    },
    cut() {
      waits.cut()
      connection.abort()
    },
    retry: () =>
      askInBrowser(person, base, {
        community: fields.community ?? '',
        intent: 'retry',
        answer: outcome.ids.answerId,
      }),
  }
}

const unescaped = (html: string) =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** The raw words that a page has of an answer that is made; null where it has none. */
function liveWords(html: string): string | null {
  const start = /<div data-live="words"[^>]*>/.exec(html)
  if (!start) return null
  const from = html.slice(start.index + start[0].length)
  const end = from.indexOf('</div>')
  const raw = end < 0 ? from.replace(/&[a-z]*$|<[^>]*$/, '') : from.slice(0, end)
  return unescaped(raw.replaceAll('<!-- -->', ''))
}

export interface PageReader extends Reader {
  /** The page as it was last read. */
  readonly html: string
}

/** Reads the page without JavaScript: what broke is loaded again, by one tap. */
export function readPage(person: HttpPerson, base: string, path: string): PageReader {
  const waits = new Waits()
  const complaints: string[] = []
  let [html, connection, shown] = ['', new AbortController(), '']
  const over = untilDone(GIVE_UP_MS, async () => {
    connection = new AbortController()
    const { signal } = connection
    const answer = await fetch(`${base}${path}`, {
      headers: { cookie: person.cookie, accept: 'text/html' },
      signal,
    })
    if (!answer.ok || !answer.body) return false
    html = ''
    const decoder = new TextDecoder()
    for await (const bytes of bytesOf(answer.body)) {
      html += decoder.decode(bytes, { stream: true })
      const words = liveWords(html)
      if (words === null) continue
      if (words !== '') waits.came()
      if (!words.startsWith(shown) && !shown.startsWith(words)) {
        complaints.push(`the page shows ${words} after ${shown}`)
      }
      if (words.length > shown.length) shown = words
    }
    if (signal.aborted || !html.includes('</html>')) return false
    waits.came()
    return true
  })
  return {
    kind: 'page',
    over,
    complaints,
    waits: waits.all,
    end: null,
    get seen() {
      return shown
    },
    get html() {
      return html
    },
    get cuts() {
      return waits.count
    },
    cut() {
      waits.cut()
      connection.abort()
    },
  }
}

/** The words of the last answer in a page as one sees it: without what is hidden. */
export function wordsIn(html: string): string[] {
  const visible = html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<div data-live="words"[\s\S]*?<\/div>(?=<style)/, '')
    .replace(/<[^>]*>/g, ' ')
  return numbered(visible)
}

export const numbered = (text: string): string[] => text.match(/\bw\d+/g) ?? []
