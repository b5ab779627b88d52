import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldsOf } from '../../bench/http-person'
import type { TestBrowser } from '../../fixtures/test-browser'
import { batchesSince, type Gym, startGym } from '../content/gym'
import { begin, countMessages, typed, untilStatus, words } from './talk'

let gym: Gym
let agent: string

beforeAll(async () => {
  gym = await startGym()
  agent = await gym.make({ title: 'Partner', intent: 'publish' })
})
afterAll(() => gym?.app.stop())

const talkOf = async (message = 'Hello.', who = gym.member) => {
  const path = await begin(who, message, agent, gym.path('sandbox'))
  await untilStatus(gym.app, path, 'complete')
  return path
}

async function makePrompt(fields: Record<string, string>): Promise<string> {
  const page = await gym.coach.post(gym.path('admin/prompts/new'), {
    ...{ summary: '', body: 'Say hello.', tags: '', intent: 'publish' },
    ...fields,
  })
  gym.coach.cookies.delete('flash')
  const id = /\/([0-9a-f-]{36})$/.exec(page.location ?? '')?.[1]
  if (page.status !== 303 || !id) throw new Error(`${page.status}: ${words(await page.text())}`)
  return id
}

/** Asks for `{{who}}`, which it needs. */
const asking = (title: string) =>
  makePrompt({
    title,
    body: 'Write to {{who}}.',
    'variables[0].name': 'who',
    'variables[0].label': 'Who reads it',
    'variables[0].type': 'text',
    'variables[0].required': 'on',
  })

const usesOf = async (prompt: string) => {
  const { rows } = await gym.app.sql.query<{ uses: number }>(
    'select uses from public.content_tallies where item_id = $1',
    [prompt],
  )
  return rows[0]?.uses
}

const get = async (path: string, who: TestBrowser = gym.member) => {
  const page = await who.get(path)
  return { status: page.status, html: await page.text() }
}

describe('what can be added to a conversation', () => {
  it('is led to from the conversation, and lists the prompts that one may use', async () => {
    const path = await talkOf()
    const open = await makePrompt({ title: 'Open to all' })
    await makePrompt({ title: 'A draft of mine', intent: 'save' })
    const hidden = await makePrompt({ title: 'For somebody else' })
    await gym.app.sql.query(`update public.content_items set audience = '{}' where id = $1`, [
      hidden,
    ])
    expect((await get(path)).html).toContain(`href="${path}/add"`)
    const before = gym.app.logged.length
    const list = await get(`${path}/add`)
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(list.status).toBe(200)
    expect(list.html).toContain(`href="${path}/prompts/${open}"`)
    expect(words(list.html)).not.toMatch(/A draft of mine|For somebody else/)
    expect((await get(`${path}/prompts/${hidden}`)).status).toBe(404)
    const found = await get(`${path}/add?q=all`)
    expect(words(found.html)).toContain('1 prompt fits')
    expect(words((await get(`${path}/add?q=zzzzzz`)).html)).toContain('No prompt fits')
  })

  it('is paged by key', async () => {
    const path = await talkOf()
    await gym.app.sql.query(
      `insert into public.content_items (community_id, kind, title, slug, status)
       select c.id, 'prompt', 'Many ' || n, 'many-' || n, 'published'
       from public.communities c, generate_series(1, 25) n where c.slug = 'testfield'`,
    )
    const first = await get(`${path}/add`)
    const older = /href="([^"]*older=[^"]*)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&')
    expect(older?.startsWith(`${path}/add?`)).toBe(true)
    const next = await get(older ?? '')
    const names = (html: string) => [...html.matchAll(/>(Many \d+)</g)].map(([, name]) => name)
    const seen = [...names(first.html), ...names(next.html)]
    expect(new Set(seen).size).toBe(25)
    await gym.app.sql.query(`delete from public.content_items where title like 'Many %'`)
  })

  it('is there for the conversation’s owner only, and not after it was deleted', async () => {
    const path = await talkOf()
    const prompt = await makePrompt({ title: 'Hers' })
    await gym.app.sql.query(
      `update public.conversations set readers = 'owner_and_coaches' where id = $1`,
      [path.split('/').at(-1)],
    )
    for (const page of [`${path}/add`, `${path}/prompts/${prompt}`]) {
      expect((await gym.coach.get(page)).status).toBe(404)
      expect((await gym.stranger.get(page)).status).toBe(404)
    }
    expect((await gym.coach.post(`${path}/prompts/${prompt}`, { intent: 'use' })).status).toBe(404)
    await gym.member.post(path, { intent: 'delete' })
    expect((await get(`${path}/add`)).status).toBe(404)
  })
})

describe('a prompt that is put into a conversation', () => {
  it('is filled in, looked at, sent as the next message, and counted once', async () => {
    const path = await talkOf()
    const prompt = await asking('Write to somebody')
    const form = `${path}/prompts/${prompt}`
    const page = await get(form)
    expect(words(page.html)).toContain('Who reads it')

    const empty = await gym.member.post(form, { intent: 'use', 'value.who': '' })
    expect(empty.status).toBe(422)
    expect(words(await empty.text())).toContain('Answer this.')

    const before = gym.app.logged.length
    const ready = await gym.member.post(form, { intent: 'use', 'value.who': 'Ada & Bo' })
    expect(batchesSince(gym.app, before)).toBeLessThanOrEqual(2)
    const html = await ready.text()
    expect(typed(html)).toBe('Write to Ada & Bo.')
    expect(await usesOf(prompt)).toBe(0)
    const back = fieldsOf(html, 'value="change"')
    expect(back['value.who']).toBe('Ada &amp; Bo')
    const again = await gym.member.post(form, { intent: 'change', 'value.who': 'Ada' })
    expect(again.status).toBe(200)
    expect(await again.text()).toMatch(
      /name="value.who"[^>]*value="Ada"|value="Ada"[^>]*name="value.who"/,
    )

    const fields = { ...fieldsOf(html, 'name="message"'), message: 'Write to Ada, please.' }
    const sent = await gym.member.post(path, fields)
    expect(sent.location).toBe(`${path}#answer`)
    await untilStatus(gym.app, path, 'complete')
    expect(await countMessages(gym.app, path)).toBe(4)
    expect(words((await get(path)).html)).toContain('Write to Ada, please.')
    expect(await usesOf(prompt)).toBe(1)

    // The same post again, and the same prompt in another message: one use of this conversation.
    await gym.member.post(path, fields)
    expect(await countMessages(gym.app, path)).toBe(4)
    await gym.member.post(path, { ...fields, post_key: crypto.randomUUID() })
    expect(await countMessages(gym.app, path)).toBe(6)
    expect(await usesOf(prompt)).toBe(1)
    await untilStatus(gym.app, path, 'complete')

    const other = await makePrompt({ title: 'Another', body: 'Say goodbye.' })
    const asIs = await get(`${path}/prompts/${other}`)
    expect(typed(asIs.html)).toBe('Say goodbye.')
    await gym.member.post(path, {
      ...fieldsOf(asIs.html, 'name="message"'),
      message: 'Say goodbye.',
    })
    expect(await usesOf(other)).toBe(1)
  })

  it('keeps the text where the conversation can’t take it', async () => {
    const path = await talkOf()
    const prompt = await makePrompt({ title: 'Refused', body: 'Say more.' })
    const { html } = await get(`${path}/prompts/${prompt}`)
    const fields = fieldsOf(html, 'name="message"')
    const refused = await gym.member.post(path, { ...fields, message: ' ' })
    expect(refused.status).toBe(422)
    expect(await usesOf(prompt)).toBe(0)
    await gym.app.sql.query(`update public.content_items set status = 'draft' where id = $1`, [
      agent,
    ])
    const gone = await gym.member.post(path, { ...fields, message: 'Say more.' })
    expect(gone.status).toBe(409)
    expect(words(await gone.text())).toContain('Say more.')
    expect(await usesOf(prompt)).toBe(0)
    await gym.app.sql.query(`update public.content_items set status = 'published' where id = $1`, [
      agent,
    ])
  })

  it('counts nothing in somebody else’s conversation', async () => {
    const path = await talkOf()
    const prompt = await makePrompt({ title: 'Not mine' })
    const post_key = crypto.randomUUID()
    const fields = { intent: 'send', message: 'Hello', prompt, post_key }
    expect((await gym.coach.post(path, fields)).status).toBe(404)
    expect(await usesOf(prompt)).toBe(0)
  })
})
