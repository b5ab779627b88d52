import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conversationWords } from '~/ui/strings/conversation'
import { messageToolsWords } from '~/ui/strings/message-tools'
import { trashWords } from '~/ui/strings/trash'
import { gate } from '../../fixtures/scripted-provider'
import { startTestApp, type TestApp } from '../../fixtures/test-app'
import type { TestBrowser } from '../../fixtures/test-browser'
import {
  batchesOf,
  begin,
  countMessages,
  DRAFT,
  hidden,
  reading,
  SANDBOX,
  send,
  typed,
  untilStatus,
  WRITER,
  words,
} from './talk'

let app: TestApp
let member: TestBrowser
let coach: TestBrowser

beforeAll(async () => {
  app = await startTestApp()
  member = await app.signIn('member@aigym.test')
  coach = await app.signIn('coach@aigym.test')
})
afterAll(async () => {
  await app?.stop()
})

describe('the sandbox', () => {
  it('shows the agents I may use and no draft, and finds them by a word', async () => {
    const all = words(await (await member.get(SANDBOX)).text())
    expect(all).toContain('Sample: Writing partner')
    expect(all).not.toContain('Sample: Meeting notes')
    const found = words(await (await member.get(`${SANDBOX}?q=idea+finder`)).text())
    expect(found).toContain('Sample: Idea finder')
    expect(found).not.toContain('Sample: Writing partner')
    const none = words(await (await member.get(`${SANDBOX}?q=%3Cb%3Ezebra`)).text())
    expect(none).toContain('No agent fits “&lt;b&gt;zebra”')
  })

  it('opens with an agent: its greeting, who may read, and what the address proposes to say', async () => {
    const page = await member.get(`${SANDBOX}?agent=${WRITER}&message=Hello+%3Cb%3E`)
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(words(html)).toContain('Paste a few sentences, and say who will read them.')
    expect(words(html)).toContain(conversationWords.english.readByYou)
    expect(typed(html)).toBe('Hello <b>')
  })

  it.each([DRAFT, 'no-uuid', '01936a00-0000-7000-8000-00000000ffff'])(
    'says that agent %s is not there, and offers the others',
    async (agent) => {
      const page = await member.get(`${SANDBOX}?agent=${agent}`)
      expect(page.status).toBe(404)
      const text = words(await page.text())
      expect(text).toContain('That agent is not there')
      expect(text).toContain('Sample: Writing partner')
    },
  )

  it('lists my conversations and nobody else’s, newest first, paged by key', async () => {
    const { rows } = await app.sql.query(
      `insert into public.conversations
         (community_id, owner_id, agent_id, agent_name, title, readers, last_message_at)
       select c.id, p.id, $1, 'Writer', 'Bulk ' || lpad(n::text, 3, '0'), 'owner',
         now() - interval '1 year' + n * interval '1 second'
       from public.communities c, public.profiles p, generate_series(1, 45) n
       where c.slug = 'northside' and p.display_name = 'Demo coach' returning id`,
      [WRITER],
    )
    const seen: string[] = []
    let path: string | undefined = SANDBOX
    let pages = 0
    while (path) {
      const html: string = await (await coach.get(path)).text()
      seen.push(...[...html.matchAll(/>(Bulk \d+)</g)].map(([, title]) => title ?? ''))
      path = /href="([^"]*)"[^>]*rel="next"|rel="next"[^>]*href="([^"]*)"/
        .exec(html)
        ?.slice(1)
        .find(Boolean)
        ?.replaceAll('&amp;', '&')
      pages += 1
    }
    expect(pages).toBe(3)
    expect(seen).toEqual([...seen].sort().reverse())
    expect(new Set(seen).size).toBe(45)
    expect(await (await member.get(SANDBOX)).text()).not.toContain('Bulk 0')
    expect((await coach.get(`${SANDBOX}?before=nonsense`)).status).toBe(200)
    await app.sql.query('delete from public.conversations where id = any($1)', [
      rows.map(({ id }) => id),
    ])
  })
})

describe('a conversation without JavaScript', () => {
  it('begins, answers, is kept, and goes on', async () => {
    const path = await begin(member, 'How do I begin?\r\nSecond line')
    await untilStatus(app, path, 'complete')
    const page = await member.get(path)
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(html).toContain('How do I begin?\nSecond line')
    expect(words(html)).toContain('Hello from the scripted provider.')
    expect(words(html)).toContain('Answered by')
    const { body } = await app.provider.called(app.provider.calls.length - 1)
    expect(body.messages?.[0]).toMatchObject({ role: 'system' })
    expect(body.messages?.at(-1)).toEqual({
      role: 'user',
      content: 'How do I begin?\nSecond line',
    })
    const next = await member.post(path, {
      intent: 'send',
      message: 'And then?',
      post_key: hidden(html, 'post_key'),
    })
    expect(next.status).toBe(303)
    expect(next.location).toBe(`${path}#answer`)
    await untilStatus(app, path, 'complete')
    expect(await countMessages(app, path)).toBe(4)
    expect(words(await (await member.get(SANDBOX)).text())).toContain(
      'How do I begin? Second line with Sample: Writing partner',
    )
  })

  it('writes the answer into the page, in order, as it is made; the form follows', async () => {
    const [first, second, last] = [gate(), gate(), gate()]
    app.provider.next(async ({ say, finish }) => {
      await first.opened
      await say('One <b>bold')
      await second.opened
      await say(' &amp; **two**.')
      await last.opened
      await finish()
    })
    const path = await begin(member, 'Slowly, please')
    const page = await member.get(path)
    expect(page.headers.get('content-encoding')).toBe('identity')
    const body = reading(page)
    const head = await body.until('data-live="words"')
    // Stop stands above, the form is not there yet.
    expect(head).toMatch(/value="stop"[\s\S]*data-live="words"/)
    expect(head).not.toContain('name="message"')
    first.open()
    await body.until('One &lt;b&gt;bold')
    second.open()
    await body.until(' &amp;amp; **two**.')
    expect(body.text).not.toContain('</style>')
    last.open()
    const html = await body.rest()
    const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1]
    expect(html).toContain(`<style nonce="${nonce}">[data-live=words]`)
    const end = html.slice(html.indexOf('data-live="end"'))
    expect(end).toContain('<strong>two</strong>')
    expect(end).not.toContain('<b>bold')
    expect(end.indexOf('name="message"')).toBeGreaterThan(0)
  })

  it('keeps every word when the page is closed in the middle', async () => {
    const [closed, done] = [gate(), gate()]
    app.provider.next(async ({ say, finish }) => {
      await say('The beginning, ')
      await closed.opened
      await say('and the end that nobody waited for.')
      await finish()
      done.open()
    })
    const path = await begin(member, 'I close the page')
    const body = reading(await member.get(path))
    await body.until('The beginning, ')
    await body.leave()
    closed.open()
    await done.opened
    await untilStatus(app, path, 'complete')
    expect(words(await (await member.get(path)).text())).toContain(
      'The beginning, and the end that nobody waited for.',
    )
  })

  it('shows what was saved when the answer’s maker can’t be reached', async () => {
    const path = await begin(member, 'Unreachable')
    const { id } = await untilStatus(app, path, 'complete')
    await app.sql.query(
      `update public.messages set status = 'streaming', completed_at = null, saved_at = now(),
       text = 'Saved **so far**' where id = $1`,
      [id],
    )
    const objects = app.vars.ANSWERS as { get: unknown }
    const { get } = objects
    objects.get = () => ({
      follow: async () => {
        throw new Error('no object')
      },
    })
    try {
      const page = await member.get(path)
      expect(page.status).toBe(200)
      const html = await page.text()
      expect(html).toContain('Saved <strong>so far</strong>')
      expect(words(html)).toContain('We can’t reach the answer as it is being made')
      expect(html).toContain('Load the page again')
      expect(html).toContain('name="message"')
    } finally {
      objects.get = get
    }
  })

  it('takes up a stream that breaks where it broke', async () => {
    const path = await begin(member, 'Broken stream')
    const { id } = await untilStatus(app, path, 'complete')
    await app.sql.query(
      `update public.messages set status = 'streaming', completed_at = null, saved_at = now(),
       text = '' where id = $1`,
      [id],
    )
    const froms: number[] = []
    const objects = app.vars.ANSWERS as { get: unknown }
    const { get } = objects
    const stream = (...parts: string[]) => new Response(parts.join('')).body
    objects.get = () => ({
      follow: async (_answer: string, from: number) => {
        froms.push(from)
        return from === 0
          ? stream('id: 5\nevent: text\ndata: "Half "\n\n')
          : stream(': still here\n\nid: 9\nevent: text\ndata: "done"\n\n')
      },
      outcome: async () =>
        froms.length === 1 ? null : { status: 'complete', failure: null, text: 'Half done' },
    })
    try {
      const html = await (await member.get(path)).text()
      expect(froms).toEqual([0, 5])
      expect(html).toContain('data-live="end"><p dir="auto">Half done</p>')
    } finally {
      objects.get = get
      await app.sql.query(
        `update public.messages set status = 'complete', completed_at = now() where id = $1`,
        [id],
      )
    }
  })

  it('shows nothing any more of an answer that came to be held', async () => {
    const path = await begin(member, 'Looked at later')
    const { id } = await untilStatus(app, path, 'complete')
    const status = (to: string, text: string) =>
      app.sql.query(
        `update public.messages set status = $2, saved_at = now(), text = $3,
           completed_at = case when $2 = 'complete' then now() end where id = $1`,
        [id, to, text],
      )
    await status('streaming', 'Held words')
    const objects = app.vars.ANSWERS as { get: unknown }
    const { get } = objects
    objects.get = () => ({
      follow: async () => new Response('id: 10\nevent: text\ndata: "Held words"\n\n').body,
      outcome: async () => ({ status: 'cut_off', failure: 'held.answer', text: '' }),
    })
    try {
      const html = await (await member.get(path)).text()
      const [end = ''] = html.slice(html.indexOf('data-live="end"')).split('<script')
      expect(end).toContain(messageToolsWords.english.held['held.answer'])
      expect(end).not.toContain('Held words')
    } finally {
      objects.get = get
      await status('complete', 'Held words')
    }
  })

  it('ends an answer that nobody makes, so that trying again is possible at once', async () => {
    const path = await begin(member, 'Forgotten')
    const { id } = await untilStatus(app, path, 'complete')
    await app.sql.query(
      `update public.messages set status = 'streaming', completed_at = null, saved_at = now(),
       text = 'Some words' where id = $1`,
      [id],
    )
    const objects = app.vars.ANSWERS as { get: unknown }
    const { get } = objects
    objects.get = () => ({
      follow: async () => new Response('').body,
      outcome: async () => ({ status: 'gone', failure: null, text: '' }),
    })
    let html: string
    try {
      html = await (await member.get(path)).text()
    } finally {
      objects.get = get
    }
    expect(words(html)).toContain('The answer was interrupted on our side. What came is saved.')
    const end = html.slice(html.indexOf('data-live="end"'))
    expect(hidden(end, 'intent')).toBe('continue')
    expect(end).toContain('value="retry"')
    const retried = await member.post(path, {
      intent: 'retry',
      answer: hidden(end, 'answer'),
      post_key: hidden(end, 'post_key'),
    })
    expect(retried.status).toBe(303)
    await untilStatus(app, path, 'complete')
    const again = await (await member.get(path)).text()
    expect(words(again)).not.toContain('Some words')
    expect(words(again)).toContain('2 of 2')
    expect((await member.post(path, { intent: 'branch', to: id })).status).toBe(303)
    expect(words(await (await member.get(path)).text())).toContain('Some words')
  })
})

describe('stopping, trying again', () => {
  it('stops an answer, keeps what came, and asks again under the same message', async () => {
    const held = gate()
    app.provider.next(async ({ say, closed }) => {
      await say('Only this much')
      held.open()
      await closed
    })
    const path = await begin(member, 'Stop me')
    await held.opened
    const body = reading(await member.get(path))
    const head = await body.until('Only this much')
    const stopped = await member.post(path, { intent: 'stop', answer: hidden(head, 'answer') })
    expect(stopped.status).toBe(303)
    await untilStatus(app, path, 'stopped')
    // The page that was open says so too.
    expect(words(await body.rest())).toContain('You stopped this answer. What came is saved.')
    const html = await (await member.get(path)).text()
    expect(words(html)).toContain('Only this much')
    const key = crypto.randomUUID()
    const retry = { intent: 'retry', answer: hidden(html, 'answer'), post_key: key }
    const calls = app.provider.calls.length
    expect((await member.post(path, retry)).status).toBe(303)
    expect((await member.post(path, retry)).status).toBe(303)
    await untilStatus(app, path, 'complete')
    expect(app.provider.calls.length).toBe(calls + 1)
    expect(await countMessages(app, path)).toBe(3)
    // Stopping what is over is harmless.
    expect((await member.post(path, { intent: 'stop', answer: retry.answer })).status).toBe(303)
  })

  it('says what went wrong when the model does, and keeps the message', async () => {
    app.provider.next(({ fail }) => fail(500))
    const path = await begin(member, 'Fail, please')
    await untilStatus(app, path, 'failed')
    const html = await (await member.get(path)).text()
    expect(words(html)).toContain('The model could not be reached. Your message is saved.')
    expect(html).toContain('value="retry"')
    app.provider.next(async ({ say, cut }) => {
      await say('Half of ')
      cut()
    })
    await member.post(path, {
      intent: 'retry',
      answer: hidden(html, 'answer'),
      post_key: crypto.randomUUID(),
    })
    await untilStatus(app, path, 'cut_off')
    const cut = words(await (await member.get(path)).text())
    expect(cut).toContain('Half of')
    expect(cut).toContain('The model stopped half-way. What came is saved.')
  })

  it('fails an answer that can’t be started, and says so', async () => {
    const objects = app.vars.ANSWERS as { get: unknown }
    const { get } = objects
    objects.get = () => ({
      start: async () => {
        throw new Error('no object')
      },
    })
    let path: string
    try {
      path = await begin(member, 'Nobody there')
    } finally {
      objects.get = get
    }
    expect((await untilStatus(app, path, 'failed')).failure).toBe('not-started')
    expect(words(await (await member.get(path)).text())).toContain(
      'The answer could not be started. Your message is saved.',
    )
  })

  it('stops through the database when the answer’s maker does not hear', async () => {
    const held = gate()
    app.provider.next(async ({ say, closed }) => {
      await say('Word. ')
      held.open()
      await closed
    })
    const path = await begin(member, 'Deaf')
    await held.opened
    const { id } = await untilStatus(app, path, 'streaming')
    const objects = app.vars.ANSWERS as { get: unknown }
    const { get } = objects
    objects.get = () => ({
      stop: async () => {
        throw new Error('deaf')
      },
    })
    try {
      expect((await member.post(path, { intent: 'stop', answer: id })).status).toBe(303)
    } finally {
      objects.get = get
    }
    await untilStatus(app, path, 'stopped')
  })
})

describe('a post that comes twice, or at the wrong time', () => {
  it('is one message, whether it begins or goes on', async () => {
    const key = crypto.randomUUID()
    const fields = { agent: WRITER, message: 'Twice', post_key: key }
    const [one, two] = await Promise.all([
      member.post(`${SANDBOX}?agent=${WRITER}`, fields),
      member.post(`${SANDBOX}?agent=${WRITER}`, fields),
    ])
    expect([one.status, two.status]).toEqual([303, 303])
    expect(one.location).toBe(two.location)
    const path = one.location?.replace('#answer', '') ?? ''
    await untilStatus(app, path, 'complete')
    const calls = app.provider.calls.length
    const again = crypto.randomUUID()
    await Promise.all([send(member, path, 'Go on', again), send(member, path, 'Go on', again)])
    await untilStatus(app, path, 'complete')
    await send(member, path, 'Go on', again)
    expect(await countMessages(app, path)).toBe(4)
    expect(app.provider.calls.length).toBe(calls + 1)
  })

  it('long after its answer has ended asks no model again', async () => {
    const key = crypto.randomUUID()
    const path = await begin(member, 'Long ago')
    await untilStatus(app, path, 'complete')
    await send(member, path, 'Once', key)
    await untilStatus(app, path, 'complete')
    const started: unknown[] = []
    const objects = app.vars.ANSWERS as { get: unknown }
    const { get } = objects
    // An object that has put the answer away, as it does after an hour.
    objects.get = () => ({ start: async (job: unknown) => started.push(job) })
    try {
      expect((await send(member, path, 'Once', key)).status).toBe(303)
    } finally {
      objects.get = get
    }
    expect(started).toEqual([])
  })

  it('with other words under a used key is not swallowed', async () => {
    const path = await begin(member, 'First words')
    await untilStatus(app, path, 'complete')
    const key = crypto.randomUUID()
    await send(member, path, 'Sent before', key)
    await untilStatus(app, path, 'complete')
    const page = await send(member, path, 'Changed after going back', key)
    expect(page.status).toBe(409)
    const html = await page.text()
    expect(words(html)).toContain('This form was sent before with other words')
    expect(typed(html)).toBe('Changed after going back')
    expect(hidden(html, 'post_key')).not.toBe(key)
    expect(await countMessages(app, path)).toBe(4)
  })

  it('while an answer is made is refused, and keeps what was typed', async () => {
    const held = gate()
    app.provider.next(async ({ say, finish }) => {
      await say('Still at it. ')
      await held.opened
      await finish()
    })
    const path = await begin(member, 'Two tabs')
    const page = await send(member, path, 'From the other tab')
    expect(page.status).toBe(409)
    held.open()
    const html = await page.text()
    expect(words(html)).toContain('An answer of this conversation is still being made')
    expect(typed(html)).toBe('From the other tab')
    expect(await countMessages(app, path)).toBe(2)
  })
})

describe('bad input', () => {
  let path: string
  beforeAll(async () => {
    path = await begin(member, 'For bad input')
  })

  it.each([
    ['nothing', '', 422, 'Write something first.', ''],
    ['spaces only', ' \n\t ', 422, 'Write something first.', ' \n\t '],
    ['a null byte', 'a\0b', 422, 'There was a character in it that can’t be saved', 'ab'],
    ['32,001 characters', 'x'.repeat(32_001), 422, 'more than 32,000', 'x'.repeat(32_001)],
    ['100,000 characters', 'y'.repeat(100_000), 422, 'more than 32,000', 'y'.repeat(100_000)],
  ])('%s is refused, with the text kept', async (_, message, status, said, kept) => {
    for (const [to, fields] of [
      [path, {}],
      [`${SANDBOX}?agent=${WRITER}`, { agent: WRITER }],
    ] as const) {
      const page = await member.post(to, {
        intent: 'send',
        message,
        post_key: crypto.randomUUID(),
        ...fields,
      })
      expect(page.status).toBe(status)
      const html = await page.text()
      expect(words(html)).toContain(said)
      expect(typed(html)).toBe(kept)
    }
    expect(await countMessages(app, path)).toBe(2)
  })

  it('32,000 emoji fit; right-to-left text and HTML come back as they were written', async () => {
    const emoji = '🙂'.repeat(32_000)
    expect((await send(member, path, emoji)).status).toBe(303)
    await untilStatus(app, path, 'complete')
    const written = 'שלום <script>alert(1)</script> "&amp;"'
    expect((await send(member, path, written)).status).toBe(303)
    await untilStatus(app, path, 'complete')
    const html = await (await member.get(path)).text()
    expect(html).toContain('שלום &lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;amp;&quot;')
    expect(html).not.toContain('<script>alert(1)')
  })

  it.each(['no-uuid', '01936a00-0000-7000-8000-00000000ffff', '%00'])(
    'an address that names nothing (%s) is 404, for every way in',
    async (id) => {
      expect((await member.get(`${SANDBOX}/${id}`)).status).toBe(404)
      expect((await send(member, `${SANDBOX}/${id}`, 'Hello')).status).toBe(404)
      expect((await member.get(`/api/answers/${id}`)).status).toBe(404)
      expect((await member.post(`${SANDBOX}/${id}`, { intent: 'delete' })).status).toBe(404)
      expect((await member.post(`${SANDBOX}/trash`, { conversation: id })).status).toBe(404)
    },
  )

  it('another community’s conversation is 404, by its own address and by ours', async () => {
    const rival = await app.signIn('rival@aigym.test')
    const id = path.split('/').at(-1)
    for (const where of [path, `/c/harbor/sandbox/${id}`]) {
      expect((await rival.get(where)).status).toBe(404)
      expect((await send(rival, where, 'Let me in')).status).toBe(404)
      expect((await rival.post(where, { intent: 'rename', title: 'Mine' })).status).toBe(404)
      expect((await rival.post(where, { intent: 'delete' })).status).toBe(404)
    }
    // The owner too, by an address of another community, or of one that is not there.
    expect((await member.get(`/c/harbor/sandbox/${id}`)).status).toBe(404)
    await app.sql.query(
      `insert into public.memberships (community_id, user_id, role)
       select c.id, p.id, 'end_user' from public.communities c, public.profiles p
       where c.slug = 'harbor' and p.display_name = 'Demo member'`,
    )
    try {
      expect((await member.get('/c/harbor/sandbox')).status).toBe(200)
      expect((await member.get(`/c/harbor/sandbox/${id}`)).status).toBe(404)
      expect((await send(member, `/c/harbor/sandbox/${id}`, 'Wrong house')).status).toBe(404)
      const rename = { intent: 'rename', title: 'Wrong house' }
      expect((await member.post(`/c/harbor/sandbox/${id}`, rename)).status).toBe(404)
      expect(await (await member.get('/c/harbor/sandbox')).text()).not.toContain('For bad input')
    } finally {
      await app.sql.query(
        `delete from public.memberships m using public.communities c, public.profiles p
         where c.id = m.community_id and p.id = m.user_id
           and c.slug = 'harbor' and p.display_name = 'Demo member'`,
      )
    }
    const { rows } = await app.sql.query(
      `select id from public.messages where conversation_id = $1 and author = 'agent'`,
      [id],
    )
    const answer = rows[0].id
    expect((await rival.get(`/api/answers/${answer}`)).status).toBe(404)
    expect((await rival.post(path, { intent: 'stop', answer })).status).toBe(404)
    expect(await countMessages(app, path)).toBe(6)
  })

  it('a stale or a strange form is answered and changes nothing', async () => {
    const stale = await member.post(path, { intent: 'send', message: 'Keep me', post_key: 'old' })
    expect(stale.status).toBe(422)
    expect(typed(await stale.text())).toBe('Keep me')
    const strange: Record<string, string>[] = [
      { intent: 'fly' },
      { intent: 'stop', answer: 'x' },
      { intent: 'retry', answer: 'x', post_key: crypto.randomUUID() },
      { intent: 'branch', to: 'x' },
    ]
    for (const fields of strange) {
      const page = await member.post(path, fields)
      expect(page.status).toBe(422)
      expect(words(await page.text())).toContain('This page was too old to send from')
    }
  })

  it('a page has one key for all its forms, and each is its own wish', async () => {
    app.provider.next(async ({ fail }) => fail(500))
    const own = await begin(member, 'Key reuse')
    const { id } = await untilStatus(app, own, 'failed')
    const key = crypto.randomUUID()
    await member.post(own, { intent: 'retry', answer: id, post_key: key })
    await untilStatus(app, own, 'complete')
    expect((await send(member, own, 'With the same key', key)).status).toBe(303)
    await untilStatus(app, own, 'complete')
    const html = await (await member.get(own)).text()
    expect(words(html)).toContain('With the same key')
    const [, edits] = /edit=([0-9a-f-]{36})/.exec(html) ?? []
    const edit = { intent: 'edit', edits: edits ?? '', message: 'Anew', post_key: key }
    expect((await member.post(own, edit)).status).toBe(303)
    await untilStatus(app, own, 'complete')
    expect(words(await (await member.get(own)).text())).toContain('Anew')
  })
})

describe('a post that even the page can’t answer', () => {
  it('comes back with its words when nobody is signed in', async () => {
    const path = await begin(member, 'Signed out')
    await untilStatus(app, path, 'complete')
    const visitor = app.visitor()
    const key = crypto.randomUUID()
    const page = await send(visitor, path, 'Words of a <signed> out person', key)
    expect(page.status).toBe(307)
    const kept = await visitor.post(page.location ?? '', {
      intent: 'send',
      message: 'Words of a <signed> out person',
      post_key: key,
    })
    expect(kept.status).toBe(401)
    const html = await kept.text()
    expect(typed(html)).toBe('Words of a <signed> out person')
    expect(html).toContain(`action="${path}"`)
    expect(hidden(html, 'post_key')).toBe(key)
    expect(html).toContain('href="/login"')
    expect(await countMessages(app, path)).toBe(2)
  })

  it('comes back with its words when the session was ended elsewhere', async () => {
    const other = await app.signIn('member@aigym.test')
    const path = await begin(other, 'Revoked')
    await untilStatus(app, path, 'complete')
    const html = await (await other.get(path)).text()
    await app.sql.query(
      `update auth.sessions set not_after = now() - interval '1 second'
       where id = (select id from auth.sessions order by created_at desc limit 1)`,
    )
    const page = await send(other, path, 'Still mine', hidden(html, 'post_key'))
    expect(page.status).toBe(307)
    expect(page.location).toContain('why=session-ended')
    expect(page.headers.getSetCookie().join()).toMatch(/sb-[^=]+-auth-token[^=]*=;/)
  })

  it('leads nowhere but here, and to nothing without words', async () => {
    const visitor = app.visitor()
    const page = await visitor.post('/unsent?why=unavailable&to=//evil.test/', { message: 'Hi' })
    expect(page.status).toBe(503)
    expect(await page.text()).toContain('action="/sandbox"')
    expect((await visitor.get('/unsent')).status).toBe(404)
    expect((await visitor.get('/unsent?why=timeout')).status).toBe(200)
    const stop = await visitor.post(`${SANDBOX}/${WRITER}`, { intent: 'stop', answer: WRITER })
    expect(stop.location).toMatch(/^\/login/)
  })
})

describe('parts that are away', () => {
  it('a message comes back with its words and its key when the database does not answer', async () => {
    const path = await begin(member, 'Database away')
    await untilStatus(app, path, 'complete')
    const html = await (await member.get(path)).text()
    const key = hidden(html, 'post_key')
    const fields = { intent: 'send', message: 'Not lost', post_key: key }
    const objects = app.vars.CONNECTIONS as { get: unknown }
    const { get } = objects
    objects.get = () => ({
      run: async () => {
        throw new Error('no database')
      },
    })
    let kept: string
    try {
      const page = await member.post(path, fields)
      expect(page.status).toBe(307)
      const unsent = await member.post(page.location ?? '', fields)
      expect(unsent.status).toBe(503)
      kept = await unsent.text()
      const script = await member.post('/api/answers', { ...fields, community: 'northside' })
      expect(script.status).toBe(404)
      const api = await member.post('/api/answers', {
        ...fields,
        community: 'northside',
        conversation: path.split('/').at(-1) ?? '',
      })
      expect([api.status, api.headers.get('retry-after')]).toEqual([503, '5'])
      // Nothing was written there: the page itself says that it can't be made.
      expect((await member.post(path, { intent: 'delete' })).status).toBe(503)
    } finally {
      objects.get = get
    }
    expect(typed(kept)).toBe('Not lost')
    expect(hidden(kept, 'post_key')).toBe(key)
    expect((await member.post(path, fields)).status).toBe(303)
    await untilStatus(app, path, 'complete')
    expect(await countMessages(app, path)).toBe(4)
  })

  it('an answer that nobody has made for a minute is told as cut off, and can be tried again', async () => {
    const path = await begin(member, 'Lost maker')
    const { id } = await untilStatus(app, path, 'complete')
    await app.sql.query(
      `update public.messages set status = 'streaming', completed_at = null,
       saved_at = now() - interval '61 seconds', text = 'Came so far' where id = $1`,
      [id],
    )
    const page = await member.get(path)
    const html = await page.text()
    expect(html).not.toContain('data-live')
    expect(words(html)).toContain('Came so far')
    expect(words(html)).toContain('The answer was interrupted on our side. What came is saved.')
    expect((await send(member, path, 'Then a new message')).status).toBe(303)
    await untilStatus(app, path, 'complete')
    const { rows } = await app.sql.query('select status from public.messages where id = $1', [id])
    expect(rows[0].status).toBe('cut_off')
  })
})

describe('renaming, deleting, bringing back', () => {
  it('gives each its own answer, and nothing is lost', async () => {
    const path = await begin(member, 'To be renamed')
    await untilStatus(app, path, 'complete')
    const asked = await (await member.get(`${path}?rename`)).text()
    expect(asked).toContain('name="title"')
    expect(asked).toContain('value="To be renamed"')
    const renamed = await member.follow(
      await member.post(path, { intent: 'rename', title: '  New   title <i> ' }),
    )
    const html = await renamed.text()
    expect(words(html)).toContain('The title is saved.')
    expect(html).toContain('New title &lt;i&gt;')

    for (const [title, said] of [
      ['   ', 'A conversation needs a title.'],
      ['t'.repeat(121), 'A title has at most 120 characters'],
    ] as const) {
      const refused = await member.post(`${path}?rename`, { intent: 'rename', title })
      expect(refused.status).toBe(422)
      const page = await refused.text()
      expect(words(page)).toContain(said)
      expect(page).toContain(`value="${title}"`)
    }

    const deleted = await member.post(path, { intent: 'delete' })
    expect(deleted.location).toBe(SANDBOX)
    const list = words(await (await member.follow(deleted)).text())
    expect(list).toContain('The conversation is in the trash.')
    expect(list).not.toContain('New title')
    expect((await member.post(path, { intent: 'delete' })).status).toBe(303)
    const inTrash = await (await member.get(path)).text()
    expect(words(inTrash)).toContain('This conversation is in the trash')
    expect(inTrash).not.toContain('name="message"')
    const refused = await send(member, path, 'Too late')
    expect(refused.status).toBe(404)
    expect(await refused.text()).toContain('Too late')

    const trash = await (await member.get(`${SANDBOX}/trash`)).text()
    expect(trash).toContain('New title &lt;i&gt;')
    const back = await member.post(`${SANDBOX}/trash`, {
      conversation: path.split('/').at(-1) ?? '',
    })
    expect(back.location).toBe(`${path}#answer`)
    expect(words(await (await member.follow(back)).text())).toContain('The conversation is back.')
    await member.post(path, { intent: 'delete' })
    expect((await member.post(path, { intent: 'restore' })).location).toBe(`${path}#answer`)
    expect((await member.get(path)).status).toBe(200)
    expect(words(await (await member.get(`${SANDBOX}/trash`)).text())).not.toContain('New title')
  })

  it('is erased for good by its owner, out of the trash alone', async () => {
    const path = await begin(member, 'Erase me')
    await untilStatus(app, path, 'complete')
    const id = path.split('/').at(-1) ?? ''
    const erase = (who: typeof member) =>
      who.post(`${SANDBOX}/trash`, { conversation: id, intent: 'erase' })
    expect((await erase(member)).status).toBe(404)
    await member.post(path, { intent: 'delete' })
    expect((await erase(coach)).status).toBe(404)
    expect((await erase(await app.signIn('rival-coach@aigym.test'))).status).toBe(404)
    const trash = await (await member.get(`${SANDBOX}/trash`)).text()
    expect(words(trash)).toContain('Delete this conversation for good?')
    const gone = await erase(member)
    expect(gone.location).toBe(`${SANDBOX}/trash`)
    const page = words(await (await member.follow(gone)).text())
    expect(page).toContain('The conversation is erased.')
    expect(page).not.toContain('Erase me')
    expect((await member.get(path)).status).toBe(404)
    const { rows } = await app.sql.query(
      `select count(*)::int as n from public.messages where conversation_id = $1`,
      [id],
    )
    expect(rows).toEqual([{ n: 0 }])
    expect((await erase(member)).status).toBe(404)
  })

  it('is not erased while it is answered in, or something of it waits for a coach', async () => {
    const held = gate()
    app.provider.next(async ({ say, finish }) => {
      await say('Slowly. ')
      await held.opened
      await finish()
    })
    const path = await begin(member, 'Kept a while')
    const { id: answer } = await untilStatus(app, path, 'streaming')
    const id = path.split('/').at(-1) ?? ''
    const erase = () => member.post(`${SANDBOX}/trash`, { conversation: id, intent: 'erase' })
    const refuses = async () => {
      const refused = await erase()
      expect(refused.status).toBe(409)
      const html = words(await refused.text())
      expect(html).toContain(words(trashWords.english.busy))
      expect(html).toContain('Kept a while')
    }
    await member.post(path, { intent: 'delete' })
    await refuses()
    held.open()
    await untilStatus(app, path, 'complete')

    const hold = (state: string, shared: boolean) =>
      app.sql.query(
        `insert into public.held_messages (
           community_id, conversation_id, message_id, owner_id, agent_name, author, why, state,
           shared, text
         ) select community_id, id, $2, owner_id, agent_name, 'agent', 'words', $3, $4, 'x'
         from public.conversations where id = $1
         on conflict (message_id) do update set state = $3, shared = $4`,
        [id, answer, state, shared],
      )
    await hold('waiting', true)
    await refuses()
    await hold('kept', true)
    const report = (settled: string | null) =>
      app.sql.query(
        `insert into public.answer_reports (
           community_id, conversation_id, message_id, reporter_id, agent_name, question, answer,
           reason, settled_at
         ) select community_id, id, $2, owner_id, agent_name, 'x', 'x', 'x', $3
         from public.conversations where id = $1
         on conflict (message_id) do update set settled_at = $3`,
        [id, answer, settled],
      )
    await report(null)
    await refuses()
    await report('2026-11-23')
    // What is held and was shown to nobody is its owner's alone.
    await hold('waiting', false)
    expect((await erase()).status).toBe(303)
    const { rows } = await app.sql.query('select from public.ai_runs where message_id = $1', [
      answer,
    ])
    expect(rows).toHaveLength(1)
  })
})

describe('who reads', () => {
  it('a coach reads what the community lets coaches read, writes nothing, and no more', async () => {
    const own = await begin(member, 'Only mine')
    await untilStatus(app, own, 'complete')
    expect((await coach.get(own)).status).toBe(404)
    await app.sql.query(
      `update public.communities set conversation_readers = 'owner_and_coaches'
       where slug = 'northside'`,
    )
    try {
      const held = gate()
      app.provider.next(async ({ say, finish }) => {
        await say('For both of us. ')
        await held.opened
        await finish()
      })
      const shared = await begin(member, 'For my coach too')
      const { id } = await untilStatus(app, shared, 'streaming')
      const body = reading(await coach.get(shared))
      const head = await body.until('For both of us. ')
      expect(head).not.toContain('value="stop"')
      held.open()
      const html = await body.rest()
      expect(words(html)).toContain(conversationWords.english.readByCoaches)
      expect(words(html)).toContain('You read this as a coach. It is Demo member’s conversation')
      expect(html).not.toContain('name="message"')
      const tries: Record<string, string>[] = [
        { intent: 'send', message: 'Hi', post_key: crypto.randomUUID() },
        { intent: 'rename', title: 'Taken' },
        { intent: 'delete' },
        { intent: 'stop', answer: id },
      ]
      for (const fields of tries) {
        expect((await coach.post(shared, fields)).status).toBe(404)
      }
      // It is not among the coach's own.
      expect(await (await coach.get(SANDBOX)).text()).not.toContain('For my coach too')
      // What began before keeps what was promised then.
      expect((await coach.get(own)).status).toBe(404)
      expect((await (await app.signIn('super@aigym.test')).get(shared)).status).toBe(404)
    } finally {
      await app.sql.query(
        `update public.communities set conversation_readers = 'owner' where slug = 'northside'`,
      )
    }
  })

  it('a coach who is one no longer reads no word more of an answer that grows', async () => {
    const role = (to: string) =>
      app.sql.query(
        `update public.memberships set role = $1 from auth.users u
         where user_id = u.id and u.email = 'coach@aigym.test'`,
        [to],
      )
    await app.sql.query(
      `update public.communities set conversation_readers = 'owner_and_coaches'
       where slug = 'northside'`,
    )
    const held = gate()
    app.provider.next(async ({ say, finish, closed }) => {
      await say('For both. ')
      await held.opened
      // As a model writes: the reader is looked at between two words.
      for (let word = 0; word < 60; word += 1) {
        await say(`${word} `)
        await new Promise((done) => setTimeout(done, 100))
      }
      await say('For one.')
      await Promise.race([finish(), closed])
    })
    try {
      const shared = await begin(member, 'For my coach, as long as it is mine')
      const { id } = await untilStatus(app, shared, 'streaming')
      const page = reading(await coach.get(shared))
      await page.until('For both. ')
      const events = reading(await coach.get(`/api/answers/${id}?from=0`))
      await events.until('For both. ')
      await role('end_user')
      held.open()
      expect(await events.rest()).not.toContain('For one')
      expect(await page.rest()).not.toContain('For one')
      expect((await coach.get(shared)).status).toBe(404)
      await untilStatus(app, shared, 'complete')
    } finally {
      await role('community_admin')
      await app.sql.query(
        `update public.communities set conversation_readers = 'owner' where slug = 'northside'`,
      )
    }
  })

  it('a super admin who is no member looks in, and is told', async () => {
    const admin = await app.signIn('super@aigym.test')
    const page = await admin.get(SANDBOX)
    expect(page.status).toBe(200)
    expect(words(await page.text())).toContain('You look in as a super admin')
    const post = await admin.post(`${SANDBOX}?agent=${WRITER}`, {
      agent: WRITER,
      message: 'May I?',
      post_key: crypto.randomUUID(),
    })
    expect(post.status).toBe(404)
    expect(await post.text()).toContain('May I?')
  })
})

describe('an agent that was taken back', () => {
  it('leaves its conversations readable, says so, and keeps what was typed', async () => {
    const path = await begin(member, 'Before it goes')
    await untilStatus(app, path, 'complete')
    await app.sql.query(`update public.content_items set status = 'draft' where id = $1`, [WRITER])
    try {
      const html = await (await member.get(path)).text()
      expect(words(html)).toContain('Before it goes')
      expect(words(html)).toContain('This agent was taken back')
      expect(html).not.toContain('name="message"')
      const sent = await send(member, path, 'Typed before I knew')
      expect(sent.status).toBe(409)
      const refused = await sent.text()
      expect(words(refused)).toContain('This agent is not open to you any more')
      expect(refused).toContain('Typed before I knew</textarea>')
      const begun = await member.post(`${SANDBOX}?agent=${WRITER}`, {
        agent: WRITER,
        message: 'First words, too late',
        post_key: crypto.randomUUID(),
      })
      expect(begun.status).toBe(409)
      expect(await begun.text()).toContain('First words, too late</textarea>')
    } finally {
      await app.sql.query(`update public.content_items set status = 'published' where id = $1`, [
        WRITER,
      ])
    }
  })
})

describe('a long conversation', () => {
  it('opens at its newest messages and leads back by key', async () => {
    const path = await begin(member, 'Message 0')
    const first = await untilStatus(app, path, 'complete')
    await app.sql.query(
      `with keys as (
         select n, private.uuidv7() as id from generate_series(1, 60) as n
       ), said as (
         insert into public.messages
           (id, conversation_id, parent_id, author, text, status, completed_at)
         select id, $1, coalesce(lag(id) over (order by n), $2), 'person', 'Message ' || n,
           'complete', now()
         from keys
       )
       update public.conversations set leaf_id = (select id from keys where n = 60) where id = $1`,
      [path.split('/').at(-1), first.id],
    )
    const numbers = (html: string) =>
      [...html.matchAll(/message-text" dir="auto">Message (\d+)</g)].map(([, n]) => Number(n))
    const newest = await (await member.get(path)).text()
    expect(numbers(newest).at(-1)).toBe(60)
    expect(numbers(newest)).toHaveLength(30)
    const olderOf = (html: string) =>
      new RegExp(`href="(${path}.before=[^"]*)"`).exec(html)?.[1] ?? ''
    const older = olderOf(newest)
    const middle = await (await member.get(older)).text()
    expect(numbers(middle)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1))
    expect(words(middle)).toContain('Back to the newest messages')
    expect(middle).not.toContain('name="message"')
    expect(numbers(await (await member.get(olderOf(middle))).text())).toEqual([0])
    expect((await member.get(`${path}?before=nonsense`)).status).toBe(200)
  })
})

describe('round trips', () => {
  it('one batch for each page, one for each post', async () => {
    const path = await begin(member, 'Count me')
    await untilStatus(app, path, 'complete')
    for (const page of [SANDBOX, `${SANDBOX}?agent=${WRITER}`, `${SANDBOX}/trash`, path]) {
      expect([page, await batchesOf(app, async () => (await member.get(page)).text())]).toEqual([
        page,
        1,
      ])
    }
    const post = (fields: Record<string, string>) => () => member.post(path, fields)
    const key = crypto.randomUUID()
    expect(await batchesOf(app, post({ intent: 'send', message: 'Hello', post_key: key }))).toBe(1)
    const { id } = await untilStatus(app, path, 'complete')
    expect(await batchesOf(app, post({ intent: 'stop', answer: id }))).toBe(1)
    expect(await batchesOf(app, post({ intent: 'rename', title: 'Counted' }))).toBe(1)
    expect(await batchesOf(app, post({ intent: 'send', message: '', post_key: key }))).toBe(1)
    expect(await batchesOf(app, post({ intent: 'delete' }))).toBe(1)
    expect(await batchesOf(app, post({ intent: 'restore' }))).toBe(1)
  })
})
