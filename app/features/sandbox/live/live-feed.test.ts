import { afterEach, describe, expect, it, vi } from 'vitest'
import { newPostKey } from '../conversation/post-key'
import { withLiveTurns } from '../conversation/thread'
import { lateFeed } from './late-feed'
import { type LiveEvent, readEvents, untilLeft, writeEvent } from './live-events'
import { LiveFeed } from './live-feed'
import { wholeSentences } from './sentences'

const ids = { conversationId: 'c', personMessageId: 'p', answerId: 'a' }
const text = (said: string, at: number): LiveEvent => ({ type: 'text', text: said, at })
const end: LiveEvent = { type: 'end', end: { status: 'complete', failure: null, html: '<p>x</p>' } }

/** A response of server-sent events that a test writes, ends or breaks. */
function stream() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const state = { left: false }
  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given
    },
    cancel() {
      state.left = true
    },
  })
  const encoder = new TextEncoder()
  return {
    state,
    response: new Response(body),
    say: (...events: LiveEvent[]) => {
      for (const event of events) controller?.enqueue(encoder.encode(writeEvent(event)))
    },
    write: (raw: string) => controller?.enqueue(encoder.encode(raw)),
    end: () => controller?.close(),
    break: () => controller?.error(new Error('broken')),
  }
}

/** A server whose answers the test lines up. */
function server(...replies: (() => Promise<Response> | Response)[]) {
  const asked: string[] = []
  const signals: (AbortSignal | null | undefined)[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    asked.push(String(input))
    signals.push(init?.signal)
    const reply = replies.shift()
    if (!reply) throw new Error('offline')
    return reply()
  }
  return { asked, signals, fetch }
}

const quick = { pausesMs: [1, 1], answeredMs: 200, silenceMs: 200 }
const post = new URLSearchParams({ message: 'Hi' })
const only = (feed: LiveFeed) => feed.turns()[0]

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a feed whose code comes late', () => {
  const arriving = (fetch: typeof globalThis.fetch) => ({
    LiveFeed: class extends LiveFeed {
      constructor() {
        super({ fetch, ...quick })
      }
    },
  })

  it('follows what waited for it, once', async () => {
    const answer = stream()
    const { asked, fetch } = server(() => answer.response)
    let arrive = (_code: ReturnType<typeof arriving>) => {}
    const code = new Promise<ReturnType<typeof arriving>>((resolve) => {
      arrive = resolve
    })
    const feed = lateFeed(() => code)
    const rung = vi.fn()
    feed.subscribe(rung)
    feed.prepare()
    feed.follow('c', 'a')
    feed.follow('c', 'a')
    expect(feed.turns()).toMatchObject([{ answerId: 'a', phase: 'growing' }])
    arrive(arriving(fetch))
    answer.say(text('Hello', 5), end)
    await vi.waitFor(() => expect(feed.turns()).toMatchObject([{ text: 'Hello', phase: 'over' }]))
    expect(asked).toEqual(['/api/answers/a?from=0'])
    expect(rung).toHaveBeenCalled()
  })

  it('is lost and unsure without its code, and tries again when asked to', async () => {
    const answer = stream()
    const { fetch } = server(() => answer.response)
    const tries = [false, false, true]
    const feed = lateFeed(async () => {
      if (!tries.shift()) throw new Error('offline')
      return arriving(fetch)
    })
    expect(await feed.ask(post, 'Hi')).toEqual({ ok: false, code: 'unsure', retryAfter: null })
    feed.follow('c', 'a')
    await vi.waitFor(() => expect(feed.turns()).toMatchObject([{ phase: 'lost' }]))
    feed.resume('a')
    answer.say(text('Back', 4), end)
    await vi.waitFor(() => expect(feed.turns()).toMatchObject([{ text: 'Back', phase: 'over' }]))
  })

  it('forgets what waited when it is left', async () => {
    const { asked, fetch } = server()
    let arrive = (_code: ReturnType<typeof arriving>) => {}
    const code = new Promise<ReturnType<typeof arriving>>((resolve) => {
      arrive = resolve
    })
    const feed = lateFeed(() => code)
    feed.follow('c', 'a')
    feed.leave()
    arrive(arriving(fetch))
    await feed.ask(post, null)
    expect(feed.turns()).toEqual([])
    expect(asked).toEqual(['/api/answers'])
  })
})

describe('a feed', () => {
  it('keeps what was asked once the server has, and grows with each word', async () => {
    const one = stream()
    const { fetch, asked } = server(() => one.response)
    const feed = new LiveFeed({ fetch, ...quick })
    const rung = vi.fn()
    const leave = feed.subscribe(rung)
    const asking = feed.ask(post, 'Hi')
    expect(await feed.ask(post, 'Hi')).toBeNull()
    one.say({ type: 'ids', ids })
    expect(await asking).toEqual({ ok: true, ids })
    expect(only(feed)?.asked).toMatchObject({ id: 'p', text: 'Hi' })
    one.say(text('One ', 4), { type: 'alive' }, text('two', 7))
    await expect.poll(() => only(feed)?.text).toBe('One two')
    one.say(end)
    await expect.poll(() => only(feed)?.phase).toBe('over')
    expect(only(feed)?.end?.html).toBe('<p>x</p>')
    expect(asked).toEqual(['/api/answers'])
    const count = rung.mock.calls.length
    leave()
    feed.follow('c', 'a')
    expect(rung.mock.calls.length).toBe(count)
    expect(feed.turns()).toHaveLength(1)
  })

  it('takes a broken stream up where it broke, and no word twice', async () => {
    const [one, two] = [stream(), stream()]
    const { fetch, asked } = server(
      () => one.response,
      () => new Response('', { status: 503 }),
      () => two.response,
    )
    const feed = new LiveFeed({ fetch, ...quick })
    one.say({ type: 'ids', ids }, text('Half ', 5))
    await feed.ask(post, null)
    await expect.poll(() => only(feed)?.text).toBe('Half ')
    one.break()
    two.say(text('Half ', 5), text('whole', 10), end)
    await expect.poll(() => only(feed)?.phase).toBe('over')
    expect(only(feed)?.text).toBe('Half whole')
    expect(only(feed)?.asked).toBeNull()
    expect(asked).toEqual(['/api/answers', '/api/answers/a?from=5', '/api/answers/a?from=5'])
  })

  it('says so when it is lost, and goes on when it is told to', async () => {
    const late = stream()
    const replies = [() => new Response('', { status: 404 })]
    const { fetch, asked } = server(...replies, () => late.response)
    const feed = new LiveFeed({ fetch, ...quick })
    feed.follow('c', 'a')
    await expect.poll(() => only(feed)?.phase).toBe('lost')
    expect(asked).toHaveLength(1)
    late.say(text('There', 5), end)
    feed.resume('a')
    await expect.poll(() => only(feed)?.phase).toBe('over')
    feed.resume('a')
    expect(asked).toHaveLength(2)
  })

  it('gives up on a server that is silent or away, after a few tries', async () => {
    const { fetch, asked } = server(() => stream().response)
    const feed = new LiveFeed({ fetch, ...quick, silenceMs: 20 })
    feed.follow('c', 'a')
    await expect.poll(() => only(feed)?.phase).toBe('lost')
    expect(asked).toHaveLength(3)
  })

  it('forgets earlier breaks as soon as words come, however many there were', async () => {
    const words = Array.from({ length: 9 }, (_, at) => `w${at} `)
    const { fetch, asked } = server(
      ...words.map((word, at) => () => {
        const one = stream()
        one.say(text(word, (at + 1) * word.length))
        setTimeout(() => one.break(), 1)
        return one.response
      }),
      () => {
        const last = stream()
        last.say(end)
        return last.response
      },
    )
    const feed = new LiveFeed({ fetch, ...quick })
    feed.follow('c', 'a')
    await expect.poll(() => only(feed)?.phase).toBe('over')
    expect(only(feed)?.text).toBe(words.join(''))
    expect(asked).toHaveLength(10)
  })

  it('tells why a post was refused, and that it does not know when nothing came back', async () => {
    const { fetch } = server(
      () =>
        Response.json({ code: 'answer.running' }, { status: 409, headers: { 'retry-after': '3' } }),
      () => new Response('<html>', { status: 502 }),
      () => stream().response,
      () => {
        const strange = stream()
        strange.say(end)
        return strange.response
      },
    )
    const feed = new LiveFeed({ fetch, ...quick, silenceMs: 20 })
    const refused = (code: string, retryAfter: number | null = null) => ({
      ok: false,
      code,
      retryAfter,
    })
    expect(await feed.ask(post, 'Hi')).toEqual(refused('answer.running', 3))
    expect(await feed.ask(post, 'Hi')).toEqual(refused('unexpected'))
    expect(await feed.ask(post, 'Hi')).toEqual(refused('unsure'))
    expect(await feed.ask(post, 'Hi')).toEqual(refused('unsure'))
    expect(await feed.ask(post, 'Hi')).toEqual(refused('unsure'))
    expect(feed.turns()).toEqual([])
  })

  it('does not wait for ever for an answer to a post', async () => {
    const hanging: typeof fetch = (_, init) =>
      new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
      })
    const feed = new LiveFeed({ fetch: hanging, ...quick, answeredMs: 20 })
    expect(await feed.ask(post, 'Hi')).toMatchObject({ ok: false, code: 'unsure' })
  })

  it('hangs up on everything when it is left, and can be used again', async () => {
    const [one, two] = [stream(), stream()]
    const { fetch, signals, asked } = server(
      () => one.response,
      () => two.response,
    )
    const feed = new LiveFeed({ fetch, ...quick, pausesMs: [10_000] })
    feed.follow('c', 'a')
    await expect.poll(() => asked.length).toBe(1)
    feed.leave()
    expect(signals[0]?.aborted).toBe(true)
    expect(feed.turns()).toEqual([])
    feed.follow('c', 'b')
    two.say(text('New', 3))
    await expect.poll(() => only(feed)?.text).toBe('New')
    two.break()
    feed.leave()
    await new Promise((resolve) => setImmediate(resolve))
    expect(feed.turns()).toEqual([])
    expect(asked).toHaveLength(2)
  })
})

describe('events', () => {
  it('are read whole however they are cut', async () => {
    const source = stream()
    const all = [{ type: 'ids', ids } as const, text('ü\n\n"', 4), { type: 'alive' } as const, end]
    const raw = new TextEncoder().encode(all.map(writeEvent).join(''))
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of raw) controller.enqueue(new Uint8Array([byte]))
        controller.close()
      },
    })
    const read: LiveEvent[] = []
    for await (const event of readEvents(body, 1000)) read.push(event)
    expect(read).toEqual(all)
    source.end()
  })

  it('are left at once by a reader who waits for the next', async () => {
    const source = stream()
    const events = untilLeft((signal) =>
      readEvents(source.response.body as ReadableStream<Uint8Array>, 10_000, signal),
    )
    const waiting = events.next().catch((error: Error) => error.message)
    await events.return?.().catch(() => {})
    expect(await waiting).toBe('hung up')
    await expect.poll(() => source.state.left).toBe(true)
  })
})

describe('what is read out', () => {
  it.each([
    ['', 0],
    ['No end yet', 0],
    ['One. Two', 4],
    ['Is 3.14 pi? Yes', 11],
    ['He said “Go.” Then', 12],
    ['第一句。第二', 4],
    ['a line\nnext', 7],
  ])('of %j is %i units', (said, units) => {
    expect(wholeSentences(said)).toBe(units)
  })
})

describe('the thread', () => {
  const moment = (iso: string) => ({ iso, label: 'now', exact: iso })
  const said = (id: string, change: object = {}) => ({
    id,
    author: 'agent' as const,
    text: '',
    html: '<p>kept</p>',
    status: 'complete' as const,
    failure: null,
    model: 'm',
    time: null,
    byAgent: null,
    branch: null,
    rating: null,
    report: null,
    ...change,
  })
  const turn = (change: object = {}) => ({
    conversationId: 'c',
    answerId: 'a',
    asked: null,
    text: 'live',
    phase: 'growing' as const,
    end: null,
    ...change,
  })

  it('shows a saved text until the stream has passed it, and a finished row before a stream', () => {
    const saved = said('a', { status: 'streaming', html: null, text: 'live and more' })
    expect(withLiveTurns([saved], [turn()], moment)[0]?.text).toBe('live and more')
    expect(withLiveTurns([said('a')], [turn()], moment)).toEqual([said('a')])
  })

  it('puts a new message behind the one that it was written after', () => {
    const asked = { id: 'p', text: 'And?', at: '2026-01-01', after: 'old' }
    const on = withLiveTurns([said('old')], [turn({ asked, phase: 'lost' })], moment)
    expect(on.map(({ id, lost }) => [id, lost])).toEqual([
      ['old', undefined],
      ['p', undefined],
      ['a', true],
    ])
    expect(withLiveTurns(on, [turn({ asked })], moment)).toHaveLength(3)
    // Another answer to it has taken the place since.
    const again = [said('old'), { ...said('p'), author: 'person' as const }, said('b')]
    expect(withLiveTurns(again, [turn({ asked })], moment)).toEqual(again)
    const first = { ...asked, after: null }
    expect(withLiveTurns([], [turn({ asked: first })], moment)).toHaveLength(2)
  })

  it('leaves out what was followed on another branch', () => {
    const asked = { id: 'p', text: 'And?', at: '2026-01-01', after: 'old' }
    const other = [said('other')]
    expect(withLiveTurns(other, [turn({ asked }), turn({ answerId: 'b' })], moment)).toEqual(other)
  })
})

describe('a post’s key', () => {
  it('is a UUID where the browser makes none', () => {
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    expect(newPostKey()).toMatch(uuid)
    const { getRandomValues } = crypto
    vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(crypto) })
    expect(newPostKey()).toMatch(uuid)
    expect(newPostKey()).not.toBe(newPostKey())
  })
})
