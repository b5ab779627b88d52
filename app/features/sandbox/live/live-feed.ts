import { type AskedIds, type LiveEnd, type LiveEvent, readEvents } from './live-events'

/** Milliseconds that a request has until it is answered. */
const ANSWERED_MS = 15_000
/** The server says something at least every ten seconds. */
const SILENCE_MS = 25_000
/** Milliseconds before each try to take a broken stream up again, at most. */
const PAUSES_MS = [250, 500, 1_000, ...Array(10).fill(1_500)]

/** An answer that this page follows, and the message that it answers when that is new too. */
export interface LiveTurn {
  conversationId: string
  answerId: string
  /** Null where the page has the message already; `after` is the one that stood before it. */
  asked: { id: string; text: string; at: string; after: string | null } | null
  text: string
  /** Where it stands while it waits for its turn, in words. */
  waits?: string | null
  /** `lost`: the server can't be reached; what came is still there, and kept on its side too. */
  phase: 'growing' | 'over' | 'lost'
  end: LiveEnd | null
}

/** What became of a post. `code` is one of the catalogue's; seconds until another try makes sense. */
export type Outcome =
  | { ok: true; ids: AskedIds }
  | { ok: false; code: string; retryAfter: number | null }

export interface FeedOptions {
  fetch?: typeof fetch
  /** For tests, which do not wait. */
  pausesMs?: readonly number[]
  answeredMs?: number
  silenceMs?: number
}

/**
 * The browser's side of answers that are being made. It lives as long as the person stays in the
 * sandbox, so that an answer goes on growing while the address changes under it.
 *
 * Every wait has a limit; a stream that breaks is taken up again where it broke; leaving ends all.
 */
export class LiveFeed {
  readonly #options: Required<FeedOptions>
  readonly #listeners = new Set<() => void>()
  #turns: readonly LiveTurn[] = []
  /** Requests whose answers are still coming. */
  readonly #open = new Set<AbortController>()
  #leaving = new AbortController()
  #asking = false

  constructor(options: FeedOptions = {}) {
    this.#options = {
      fetch: (...request) => fetch(...request),
      pausesMs: PAUSES_MS,
      answeredMs: ANSWERED_MS,
      silenceMs: SILENCE_MS,
      ...options,
    }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The turns followed so far, oldest first; a new array whenever one changes. */
  turns = (): readonly LiveTurn[] => this.#turns

  /**
   * Posts a message, or the wish for another answer, and follows the answer.
   *
   * @param text what is asked, when it is new
   * @returns once the server has kept it, or refused; null when another post is under way
   */
  async ask(fields: URLSearchParams, text: string | null): Promise<Outcome | null> {
    if (this.#asking) return null
    this.#asking = true
    try {
      return await this.#post(fields, text)
    } finally {
      this.#asking = false
    }
  }

  /** Follows an answer that is being made already; once only. */
  follow(conversationId: string, answerId: string): void {
    if (this.#turns.some((turn) => turn.answerId === answerId)) return
    this.#add({ conversationId, answerId, asked: null, text: '', phase: 'growing', end: null })
    void this.#go(answerId, null)
  }

  /** Tries again to reach an answer that was lost. */
  resume(answerId: string): void {
    const turn = this.#turns.find((each) => each.answerId === answerId)
    if (turn?.phase !== 'lost') return
    this.#change(answerId, { phase: 'growing' })
    void this.#go(answerId, null)
  }

  /** Hangs up on everything and forgets it. */
  leave(): void {
    this.#leaving.abort()
    this.#leaving = new AbortController()
    for (const request of this.#open) request.abort()
    this.#open.clear()
    this.#turns = []
  }

  async #post(fields: URLSearchParams, text: string | null): Promise<Outcome> {
    const refused = (code: string, retryAfter: number | null = null): Outcome => ({
      ok: false,
      code,
      retryAfter,
    })
    const request = this.#begin()
    try {
      const response = await this.#request(request, '/api/answers', {
        method: 'POST',
        body: fields,
      })
      if (!response.ok || !response.body) {
        const problem = (await response.json().catch(() => null)) as { code?: string } | null
        const seconds = Number(response.headers.get('retry-after'))
        this.#finish(request)
        return refused(problem?.code ?? 'unexpected', seconds || null)
      }
      const events = readEvents(response.body, this.#options.silenceMs)
      const first = await events.next()
      if (first.done || first.value.type !== 'ids') throw new Error('the answer names nothing')
      const { ids } = first.value
      const asked =
        text === null
          ? null
          : {
              id: ids.personMessageId,
              text,
              at: new Date().toISOString(),
              after: fields.get('after') || null,
            }
      this.#add({ ...ids, asked, text: '', phase: 'growing', end: null })
      void this.#go(ids.answerId, events).finally(() => this.#finish(request))
      return { ok: true, ids }
    } catch {
      this.#finish(request)
      // Whether it arrived is not known; the post's key makes sending it again harmless.
      return refused('unsure')
    }
  }

  /** Reads an answer to its end, from `events` first where they are there. Never rejects. */
  async #go(answerId: string, events: AsyncGenerator<LiveEvent> | null): Promise<void> {
    const { signal } = this.#leaving
    if (events && (await this.#read(answerId, events, signal))) return
    const pauses = [0, ...this.#options.pausesMs]
    let [broken, length] = [0, this.#lengthOf(answerId)]
    for (let pause = pauses[0]; pause !== undefined; pause = pauses[broken]) {
      // Not all at the same moment: whoever was cut off was so with many others.
      if (pause > 0) await sleep(pause * (0.75 + Math.random() / 4), signal)
      if (signal.aborted) return
      const verdict = await this.#attempt(answerId, signal)
      if (signal.aborted || verdict === 'over') return
      if (verdict === 'refused') break
      // One that brought words was alive: what broke after them is a first break again.
      const now = this.#lengthOf(answerId)
      broken = now > length ? 0 : broken + 1
      length = now
    }
    this.#change(answerId, { phase: 'lost' })
  }

  #lengthOf(answerId: string): number {
    return this.#turns.find((turn) => turn.answerId === answerId)?.text.length ?? 0
  }

  async #attempt(answerId: string, signal: AbortSignal): Promise<'over' | 'broken' | 'refused'> {
    const from = this.#lengthOf(answerId)
    const request = this.#begin()
    try {
      const response = await this.#request(request, `/api/answers/${answerId}?from=${from}`, {})
      if (!response.ok || !response.body) return response.status >= 500 ? 'broken' : 'refused'
      const events = readEvents(response.body, this.#options.silenceMs)
      return (await this.#read(answerId, events, signal)) ? 'over' : 'broken'
    } catch {
      return 'broken'
    } finally {
      this.#finish(request)
    }
  }

  /** @returns whether the answer's end came */
  async #read(
    answerId: string,
    events: AsyncGenerator<LiveEvent>,
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      for await (const event of events) {
        if (signal.aborted) return true
        if (event.type === 'text') this.#append(answerId, event.text, event.at)
        if (event.type === 'waits') this.#change(answerId, { waits: event.words })
        if (event.type === 'end') {
          this.#change(answerId, { phase: 'over', end: event.end })
          return true
        }
      }
    } catch {
      // A stream that broke is taken up again by whoever asked.
    }
    return signal.aborted
  }

  #begin(): AbortController {
    const request = new AbortController()
    this.#open.add(request)
    return request
  }

  /** Hangs up; a request that is over is left as it is. */
  #finish(request: AbortController): void {
    this.#open.delete(request)
    request.abort()
  }

  /** `fetch` with a limit on the time until it is answered; what comes after has its own. */
  async #request(request: AbortController, path: string, init: RequestInit): Promise<Response> {
    const timer = setTimeout(() => request.abort(), this.#options.answeredMs)
    try {
      return await this.#options.fetch(path, {
        ...init,
        headers: { accept: 'text/event-stream' },
        signal: request.signal,
      })
    } finally {
      clearTimeout(timer)
    }
  }

  #add(turn: LiveTurn): void {
    this.#turns = [...this.#turns.filter(({ answerId }) => answerId !== turn.answerId), turn]
    this.#ring()
  }

  #append(answerId: string, text: string, at: number): void {
    const turn = this.#turns.find((each) => each.answerId === answerId)
    // A piece that came before, or that leaves a gap, has no place here.
    if (turn && at === turn.text.length + text.length) {
      this.#change(answerId, { text: turn.text + text })
    }
  }

  #change(answerId: string, change: Partial<LiveTurn>): void {
    this.#turns = this.#turns.map((turn) =>
      turn.answerId === answerId ? { ...turn, ...change } : turn,
    )
    this.#ring()
  }

  #ring(): void {
    for (const listener of this.#listeners) listener()
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
