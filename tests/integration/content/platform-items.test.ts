import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestBrowser } from '../../fixtures/test-browser'
import { batchesSince, type Gym, startGym, words } from './gym'

let gym: Gym
let root: TestBrowser

beforeAll(async () => {
  gym = await startGym()
  await gym.app.sql.query(
    `insert into public.platform_admins (user_id)
     select id from auth.users where email = 'other@testfield.test'`,
  )
  root = gym.otherCoach
})
afterAll(() => gym?.app.stop())

const one = async <T>(statement: string, values: unknown[] = []): Promise<T> =>
  (await gym.app.sql.query(statement, values)).rows[0]

/** An item that was copied to the platform; its id there. */
async function lift(title: string, kind: 'agents' | 'documents' = 'agents'): Promise<string> {
  if (kind === 'agents') await gym.make({ title })
  else {
    const fields = { title, body: 'Some words.', intent: 'save' }
    await gym.coach.post(gym.path('admin/documents/new'), fields)
  }
  const { id } = await one<{ id: string }>('select id from public.content_items where title = $1', [
    title,
  ])
  const page = await root.post(gym.path(`admin/${kind}`), {
    items: `${id}.1`,
    change: 'copy',
    to: '*',
  })
  expect(page.status).toBe(303)
  return (
    await one<{ id: string }>(
      'select id from public.content_items where community_id is null and title = $1',
      [title],
    )
  ).id
}

const publish = async (id: string) =>
  root.post('/admin/content', { items: `${id}.1`, change: 'publish' })

const idOf = async (slug: string) =>
  (await one<{ id: string }>('select id from public.communities where slug = $1', [slug])).id

describe('the platform’s content', () => {
  it('is listed for super admins, in one batch, with who has it', async () => {
    expect(words(await (await root.get('/admin/content')).text())).toContain('No items yet')
    const id = await lift('For everybody')
    const before = gym.app.logged.length
    const html = await (await root.get('/admin/content')).text()
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(words(html)).toMatch(/For everybody Agent Draft nobody yet/)
    expect(html).toContain(`href="/admin/content/${id}"`)
    expect(words(await (await root.get(`/admin/content/${id}`)).text())).toContain(
      'You are a practice partner.',
    )
    expect((await root.get(`/admin/content/${crypto.randomUUID()}`)).status).toBe(404)
    expect((await root.get('/admin/content/x')).status).toBe(404)
  })

  it('is nobody else’s to see or give', async () => {
    const id = await lift('Kept')
    for (const browser of [gym.coach, gym.member, gym.stranger]) {
      expect((await browser.get('/admin/content')).status).toBe(403)
      expect((await browser.get(`/admin/content/${id}`)).status).toBe(403)
      const given = await browser.post(`/admin/content/${id}`, { to: 'all' })
      expect(given.status).toBe(403)
      const moved = await browser.post('/admin/content', { items: `${id}.1`, change: 'publish' })
      expect(moved.status).toBe(403)
    }
    expect((await gym.app.visitor().get('/admin/content')).location).toMatch(/^\/login/)
    expect(
      await one('select count(*)::int as n from public.content_assignments where item_id = $1', [
        id,
      ]),
    ).toEqual({ n: 0 })
    // What is a community's own is not given to another.
    const own = await gym.make()
    expect((await root.post(`/admin/content/${own}`, { to: 'all' })).status).toBe(404)
    expect((await root.get(`/admin/content/${own}`)).status).toBe(404)
  })

  it('reaches the members of the communities that it was given to, once it is published', async () => {
    const id = await lift('Wide words', 'documents')
    const at = (slug: string) => `/c/${slug}/documents/${id}`
    const elsewhere = await idOf('elsewhere')
    const given = await root.post(`/admin/content/${id}`, { to: 'some', communities: elsewhere })
    expect(words(await (await root.follow(given)).text())).toContain(
      'The communities that you ticked',
    )
    expect((await gym.stranger.get(at('elsewhere'))).status).toBe(404)
    expect((await publish(id)).status).toBe(303)
    expect((await gym.stranger.get(at('elsewhere'))).status).toBe(200)
    expect((await gym.member.get(at('testfield'))).status).toBe(404)
    const found = await gym.stranger.get('/c/elsewhere/search?q=wide')
    expect(words(await found.text())).toContain('Wide words')

    await root.post(`/admin/content/${id}`, { to: 'all' })
    expect((await gym.member.get(at('testfield'))).status).toBe(200)
    expect(words(await (await root.get('/admin/content')).text())).toContain('all communities')
    expect(
      await one(
        `select count(*) filter (where action = 'assignment.added')::int as added,
           count(*) filter (where action = 'assignment.removed')::int as removed
         from public.security_audit where subject_id = $1`,
        [id],
      ),
    ).toEqual({ added: 2, removed: 1 })

    await root.post(`/admin/content/${id}`, { to: 'nobody' })
    expect((await gym.member.get(at('testfield'))).status).toBe(404)
  })

  it('says beside the field what is missing, with what was ticked', async () => {
    const id = await lift('Unsent')
    const nothing = await root.post(`/admin/content/${id}`, {})
    expect(nothing.status).toBe(422)
    expect(words(await nothing.text())).toContain('Choose who has it')
    const some = await root.post(`/admin/content/${id}`, { to: 'some' })
    expect(some.status).toBe(422)
    const html = await some.text()
    expect(words(html)).toContain('Tick the communities that get it')
    expect(html).toMatch(/<input[^>]*value="some"[^>]*checked|checked[^>]*value="some"/)
  })

  it('is made, changed and published where super admins look after it', async () => {
    const list = await (await root.get('/admin/content')).text()
    expect(list).toContain('href="/admin/content/documents/new"')
    const fields = { title: 'Made here', summary: '', tags: 'First', body: '# One', intent: 'save' }
    const key = crypto.randomUUID()
    const made = await root.post('/admin/content/documents/new', { ...fields, key })
    expect(made.location).toMatch(/^\/admin\/content\/documents\/[0-9a-f-]{36}$/)
    const path = made.location ?? ''
    const id = path.split('/').at(-1) ?? ''
    const before = gym.app.logged.length
    const html = await (await root.get(path)).text()
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(html).toContain('value="Made here"')
    expect(html).toContain(`href="/admin/content/${id}"`)
    expect(html).not.toContain('/c/')
    expect(await (await root.get(`/admin/content/${id}`)).text()).toContain(`href="${path}"`)

    const again = { ...fields, body: '# Two', version: '1', intent: 'publish' }
    const empty = await root.post(path, { ...again, title: '' })
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain('# Two')
    expect((await root.post(path, again)).location).toBe(path)
    const late = await root.post(path, { ...again, body: '# Three' })
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('# Three')

    await root.post(`/admin/content/${id}`, { to: 'all' })
    const shown = await (await gym.member.get(gym.path(`documents/${id}`))).text()
    expect(words(shown)).toContain('Two')
    const { version } = await one<{ version: number }>(
      'select version from public.content_items where id = $1',
      [id],
    )
    const back = await root.post(path, { intent: 'take-back', version: String(version) })
    expect(back.location).toBe(path)
    expect((await gym.member.get(gym.path(`documents/${id}`))).status).toBe(404)
    const gone = await root.post(path, { intent: 'delete', version: String(version + 1) })
    expect(gone.location).toBe('/admin/content')
    expect(words(await (await root.get(path)).text())).toContain('Bring it back')
    expect((await root.post(path, { intent: 'restore' })).location).toBe(path)
  })

  it('offers an agent the models that operators switched on', async () => {
    await gym.app.sql.query(
      `insert into public.ai_models (provider, name, label) values
         ('openai', 'for-all', 'Model for all'), ('openai', 'off', 'Model that is off')`,
    )
    await gym.app.sql.query("update public.ai_models set enabled = false where name = 'off'")
    const before = gym.app.logged.length
    const html = await (await root.get('/admin/content/agents/new')).text()
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(html).toContain('value="openai for-all"')
    expect(html).not.toContain('openai off')
    const document = await (await root.get('/admin/content/documents/new')).text()
    expect(document).not.toContain('openai for-all')
  })

  it('has a form for each kind, and none for a community’s own', async () => {
    for (const kind of ['agents', 'videos', 'documents', 'prompts', 'automations']) {
      const page = await root.get(`/admin/content/${kind}/new`)
      expect(page.status, kind).toBe(200)
      expect(await page.text()).toContain('name="title"')
    }
    expect((await root.get('/admin/content/things/new')).status).toBe(404)
    expect((await root.get(`/admin/content/agents/${await gym.make()}`)).status).toBe(404)
  })

  it('is changed by nobody else', async () => {
    const id = await lift('Not yours', 'documents')
    const fields = { title: 'Mine now', body: 'Mine.', intent: 'save' }
    for (const browser of [gym.coach, gym.member, gym.stranger]) {
      for (const last of ['new', id]) {
        const path = `/admin/content/documents/${last}`
        expect((await browser.get(path)).status).toBe(403)
        expect((await browser.post(path, { ...fields, version: '1' })).status).toBe(403)
        expect((await browser.post(path, { ...fields, title: '' })).status).toBe(403)
      }
      const gone = await browser.post(`/admin/content/documents/${id}`, { intent: 'delete' })
      expect(gone.status).toBeGreaterThanOrEqual(403)
    }
    expect(
      await one('select title, version from public.content_items where id = $1', [id]),
    ).toEqual({ title: 'Not yours', version: 1 })
  })

  it('is deleted and brought back from its list', async () => {
    const id = await lift('Gone and back')
    await root.post('/admin/content', { items: `${id}.1`, change: 'delete' })
    const deleted = words(await (await root.get('/admin/content?show=deleted')).text())
    expect(deleted).toContain('Gone and back')
    // The day on which nobody can bring it back any more.
    expect(deleted).toMatch(/Goes for good .*Gone and back .*just now \d+ \w+ \d+/)
    expect(words(await (await root.get('/admin/content')).text())).not.toContain('Goes for good')
    const back = await root.post('/admin/content?show=deleted', {
      items: `${id}.2`,
      change: 'restore',
    })
    expect(back.status).toBe(303)
    const none = await root.post('/admin/content', { change: 'publish' })
    expect(none.status).toBe(422)
  })
})
