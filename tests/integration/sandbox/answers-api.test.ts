import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveEvent, readEvents } from '~/features/sandbox/live/live-events'
import { gate } from '../../fixtures/scripted-provider'
import { startTestApp, type TestApp } from '../../fixtures/test-app'
import type { Page, TestBrowser } from '../../fixtures/test-browser'
import { batchesOf, begin, countMessages, SANDBOX, untilStatus, WRITER } from './talk'

let app: TestApp
let member: TestBrowser

beforeAll(async () => {
  app = await startTestApp()
  member = await app.signIn('member@aigym.test')
})
afterAll(async () => {
  await app?.stop()
})

function eventsOf(page: Page): AsyncGenerator<LiveEvent> {
  if (!page.body) throw new Error('no body')
  return readEvents(page.body, 10_000)
}

async function all(page: Page): Promise<LiveEvent[]> {
  const events: LiveEvent[] = []
  for await (const event of eventsOf(page)) if (event.type !== 'alive') events.push(event)
  return events
}

const textOf = (events: LiveEvent[]) =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('')

const ask = (fields: Record<string, string> = {}) =>
  member.post('/api/answers', {
    community: 'northside',
    intent: 'send',
    agent: WRITER,
    message: 'By script',
    post_key: crypto.randomUUID(),
    ...fields,
  })

/** What a refusal says. */
const refusal = async (page: Page) => [page.status, JSON.parse(await page.text()).code]

describe('a message sent by script', () => {
  it('is one batch, then its ids, each word as it comes, and the whole rendered', async () => {
    const held = gate()
    app.provider.next(async ({ say, finish }) => {
      await say('Word **one** ')
      await held.opened
      await say('and two.')
      await finish()
    })
    let page: Page | undefined
    expect(
      await batchesOf(app, async () => {
        page = await ask()
      }),
    ).toBe(1)
    if (!page) throw new Error('no page')
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toContain('text/event-stream')
    expect(page.headers.get('content-encoding')).toBe('identity')
    const events = eventsOf(page)
    const first = (await events.next()).value as LiveEvent
    if (first.type !== 'ids') throw new Error('no ids')
    expect((await events.next()).value).toEqual({ type: 'text', text: 'Word **one** ', at: 13 })
    held.open()
    const rest: LiveEvent[] = []
    for await (const event of events) rest.push(event)
    expect(textOf(rest)).toBe('and two.')
    expect(rest.at(-1)).toEqual({
      type: 'end',
      end: {
        status: 'complete',
        failure: null,
        html: '<p dir="auto">Word <strong>one</strong> and two.</p>\n',
      },
    })
    const path = `${SANDBOX}/${first.ids.conversationId}`
    expect(await (await member.get(path)).text()).toContain('<strong>one</strong>')
  })

  it('is kept and answered when the reader goes away at once', async () => {
    const held = gate()
    app.provider.next(async ({ say, finish }) => {
      await held.opened
      await say('For nobody.')
      await finish()
    })
    const page = await ask({ message: 'I am off' })
    const events = eventsOf(page)
    const first = (await events.next()).value as LiveEvent
    if (first.type !== 'ids') throw new Error('no ids')
    await events.return(undefined)
    held.open()
    const path = `${SANDBOX}/${first.ids.conversationId}`
    expect((await untilStatus(app, path, 'complete')).text).toBe('For nobody.')
  })

  it('sent twice is one message, and tells the same answer', async () => {
    const key = crypto.randomUUID()
    const one = await all(await ask({ post_key: key, message: 'Twice' }))
    const two = await all(await ask({ post_key: key, message: 'Twice' }))
    expect(two[0]).toEqual(one[0])
    expect(textOf(two)).toBe(textOf(one))
    const [first] = one
    if (first?.type !== 'ids') throw new Error('no ids')
    expect(await countMessages(app, `${SANDBOX}/${first.ids.conversationId}`)).toBe(2)
  })

  it('can be for another answer to the same message', async () => {
    app.provider.next(({ fail }) => fail(500))
    const path = await begin(member, 'Fails first')
    const { id } = await untilStatus(app, path, 'failed')
    const events = await all(await ask({ intent: 'retry', answer: id, message: '' }))
    expect(textOf(events)).toBe('Hello from the scripted provider.')
  })

  it('is refused with a code that the page has words for', async () => {
    expect(await refusal(await ask({ message: ' ' }))).toEqual([422, 'message.empty'])
    expect(await refusal(await ask({ message: 'a\0' }))).toEqual([422, 'message.null'])
    expect(await refusal(await ask({ message: 'x'.repeat(32_001) }))).toEqual([
      422,
      'message.too-long',
    ])
    expect(await refusal(await ask({ post_key: '' }))).toEqual([422, 'stale'])
    expect(await refusal(await ask({ agent: 'x' }))).toEqual([404, 'not-found'])
    expect(await refusal(await ask({ community: 'harbor' }))).toEqual([404, 'not-found'])
    expect(await refusal(await ask({ community: 'nowhere' }))).toEqual([404, 'not-found'])
    const held = gate()
    app.provider.next(async ({ say, finish }) => {
      await say('Busy. ')
      await held.opened
      await finish()
    })
    const path = await begin(member, 'Busy')
    const conversation = path.split('/').at(-1) ?? ''
    expect(await refusal(await ask({ conversation }))).toEqual([409, 'answer.running'])
    held.open()
  })

  it('is for people who are signed in, and for posts', async () => {
    const fields = { community: 'northside', agent: WRITER, message: 'Hi' }
    const page = await app.visitor().post('/api/answers', fields)
    expect(await refusal(page)).toEqual([401, 'session-ended'])
    expect(await refusal(await member.get('/api/answers'))).toEqual([404, 'not-found'])
    const other = await member.post('/api/answers', fields, { origin: 'http://evil.test' })
    expect(other.status).toBe(403)
  })
})

describe('following an answer', () => {
  it('goes on from where the reader was, while it is made and when it is over', async () => {
    const held = gate()
    app.provider.next(async ({ say, finish }) => {
      await say('0123456789')
      await held.opened
      await say('abc 🙂 **end**')
      await finish()
    })
    const path = await begin(member, 'Follow me')
    const { id } = await untilStatus(app, path, 'streaming')
    const page = await member.get(`/api/answers/${id}?from=4`)
    const events = eventsOf(page)
    expect((await events.next()).value).toEqual({ type: 'text', text: '456789', at: 10 })
    held.open()
    const rest: LiveEvent[] = []
    for await (const event of events) rest.push(event)
    expect(textOf(rest)).toBe('abc 🙂 **end**')
    expect(rest.at(-1)).toMatchObject({
      end: { html: '<p dir="auto">0123456789abc 🙂 <strong>end</strong></p>\n' },
    })
    await untilStatus(app, path, 'complete')
    const whole = await member.get(`/api/answers/${id}`, { accept: 'text/markdown' })
    expect(whole.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    expect(await whole.text()).toBe('0123456789abc 🙂 **end**')
    for (const [query, header, expected] of [
      ['?from=13', undefined, ' 🙂 **end**'],
      ['', '13', ' 🙂 **end**'],
      ['?from=9999', undefined, ''],
      ['?from=-1', undefined, '0123456789abc 🙂 **end**'],
    ] as const) {
      const over = await member.get(
        `/api/answers/${id}${query}`,
        header ? { 'last-event-id': header } : {},
      )
      const told = await all(over)
      expect(textOf(told)).toBe(expected)
      expect(told.at(-1)).toMatchObject({ type: 'end', end: { status: 'complete' } })
    }
  })

  it('is for those who may read it, and only while they may', async () => {
    const path = await begin(member, 'Private')
    const { id } = await untilStatus(app, path, 'complete')
    const coach = await app.signIn('coach@aigym.test')
    expect(await refusal(await coach.get(`/api/answers/${id}`))).toEqual([404, 'not-found'])
    const markdown = await coach.get(`/api/answers/${id}`, { accept: 'text/markdown' })
    expect(markdown.status).toBe(404)
    expect(await refusal(await app.visitor().get(`/api/answers/${id}`))).toEqual([
      401,
      'session-ended',
    ])
    const own = await app.signIn('member@aigym.test')
    await app.sql.query(
      `update auth.sessions set not_after = now() - interval '1 second'
       where id = (select id from auth.sessions order by created_at desc limit 1)`,
    )
    expect(await refusal(await own.get(`/api/answers/${id}`))).toEqual([401, 'session-ended'])
  })

  it('just ends when the answer’s maker can’t be reached, so that the reader comes back', async () => {
    const held = gate()
    app.provider.next(async ({ say, finish }) => {
      await say('Here. ')
      await held.opened
      await finish()
    })
    const path = await begin(member, 'Away')
    const { id } = await untilStatus(app, path, 'streaming')
    const objects = app.vars.ANSWERS as { get: unknown }
    const { get } = objects
    objects.get = () => ({
      attach: async () => {
        throw new Error('away')
      },
    })
    try {
      const page = await member.get(`/api/answers/${id}`)
      expect(page.status).toBe(200)
      expect(await all(page)).toEqual([])
    } finally {
      objects.get = get
      held.open()
    }
  })
})
