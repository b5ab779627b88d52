import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldValue, filledIn, type Gym, idIn, startGym, words } from './gym'

let gym: Gym
let newPath: string
const editPath = (id: string) => gym.path(`admin/agents/${id}`)

beforeAll(async () => {
  gym = await startGym()
  newPath = gym.path('admin/agents/new')
})
afterAll(() => gym?.app.stop())

describe('taking back, deleting, bringing back', () => {
  it('publishes what is in the form, and takes it back', async () => {
    const id = await gym.make()
    const { title } = await gym.stored(id)
    const published = await gym.coach.post(
      editPath(id),
      filledIn({ title, version: '1', summary: 'Last words', intent: 'publish' }),
    )
    const shown = await (await gym.coach.follow(published)).text()
    expect(words(shown)).toContain('is published')
    expect(shown).toContain(`href="/c/testfield/agents/${id}"`)
    expect(await gym.stored(id)).toMatchObject({ status: 'published', summary: 'Last words' })

    const back = await gym.coach.post(editPath(id), { intent: 'take-back' })
    expect(words(await (await gym.coach.follow(back)).text())).toContain('is taken back')
    expect((await gym.stored(id)).status).toBe('draft')
    expect((await gym.coach.post(editPath(id), { intent: 'take-back' })).status).toBe(303)
  })

  it('deletes what was seen, twice without harm, and brings it back from the list', async () => {
    const id = await gym.make({ title: 'Comes back', intent: 'publish' })
    const deleted = await gym.coach.post(editPath(id), { intent: 'delete', version: '2' })
    expect(deleted.location).toBe(gym.path('admin/agents'))
    expect(words(await (await gym.coach.follow(deleted)).text())).toContain('is deleted')
    expect((await gym.coach.post(editPath(id), { intent: 'delete', version: '2' })).status).toBe(
      303,
    )

    const list = await (await gym.coach.get(gym.path('admin/agents?show=deleted'))).text()
    expect(list).toContain(`name="item" value="${id}"`)
    const page = await (await gym.coach.get(editPath(id))).text()
    expect(words(page)).toContain('This agent is deleted')
    expect(page).toContain('value="restore"')
    expect(page).not.toContain('name="instructions"')

    const restored = await gym.coach.post(gym.path('admin/agents'), { item: id })
    expect(restored.location).toBe(editPath(id))
    expect(words(await (await gym.coach.follow(restored)).text())).toContain('is back')
    expect((await gym.stored(id)).deleted).toBe(false)
  })

  it('does not delete a version that nobody showed', async () => {
    const id = await gym.make()
    const { title } = await gym.stored(id)
    await gym.otherCoach.post(editPath(id), filledIn({ title, version: '1', summary: 'New' }))
    const page = await gym.coach.post(editPath(id), { intent: 'delete', version: '1' })
    const html = await page.text()
    expect(page.status).toBe(409)
    expect(words(html)).toContain('It was not deleted')
    expect(html).toContain('name="version" value="2"')
    expect((await gym.stored(id)).deleted).toBe(false)
  })

  it('keeps what was entered when the agent was deleted meanwhile, and brings both back', async () => {
    const id = await gym.make()
    const { title } = await gym.stored(id)
    await gym.otherCoach.post(editPath(id), { intent: 'delete', version: '1' })
    const page = await gym.coach.post(
      editPath(id),
      filledIn({ title, version: '1', greeting: 'Mine' }),
    )
    const html = await page.text()
    expect(page.status).toBe(409)
    expect(html).toContain('Mine</textarea>')
    expect(html).toContain('value="restore-save"')
    const back = await gym.coach.post(
      editPath(id),
      filledIn({ title, version: '1', greeting: 'Mine', intent: 'restore-save' }),
    )
    expect(back.status).toBe(303)
    expect(await gym.stored(id)).toMatchObject({ greeting: 'Mine', deleted: false })
  })

  it('asks for another name when the old one is taken by now', async () => {
    const title = `Reused ${crypto.randomUUID()}`
    const id = await gym.make({ title, greeting: 'Saved greeting' })
    await gym.coach.post(editPath(id), { intent: 'delete', version: '1' })
    await gym.make({ title })

    const list = await gym.coach.post(gym.path('admin/agents'), { item: id })
    expect(list.status).toBe(409)
    expect(words(await list.text())).toContain('Another agent has its name now')

    const page = await gym.coach.post(editPath(id), { intent: 'restore' })
    const html = await page.text()
    expect(page.status).toBe(409)
    expect(html).toContain('id="agent-title-error"')
    expect(html).toContain('Saved greeting</textarea>')
    const renamed = `${title} again`
    const back = await gym.coach.post(
      editPath(id),
      filledIn({ title: renamed, intent: 'restore-save', version: '2' }),
    )
    expect(back.status).toBe(303)
    expect(await gym.stored(id)).toMatchObject({ title: renamed, deleted: false })
  })
})

describe('a form that nobody could take', () => {
  const asPage = { accept: 'text/html' }

  it('is given back whole when the session has ended, and saved after signing in', async () => {
    const key = crypto.randomUUID()
    const fields = filledIn({ key, title: `Late ${key}`, greeting: 'Not lost', intent: 'publish' })
    const visitor = gym.app.visitor()
    const page = await visitor.post(newPath, fields, asPage)
    expect(page.status).toBe(307)
    const kept = await visitor.post(page.location ?? '', fields, asPage)
    const html = await kept.text()
    expect(kept.status).toBe(401)
    expect(words(html)).toContain('You are signed out')
    expect(html).toContain('Not lost</textarea>')
    expect(html).toContain(`action="${newPath}"`)
    expect(fieldValue(html, 'key')).toBe(key)
    expect(html).toMatch(/<button[^>]*value="publish"[^>]*>Publish agent</)
    const id = idIn(await gym.coach.post(newPath, fields))
    expect(await gym.stored(id)).toMatchObject({ greeting: 'Not lost', status: 'published' })
  })

  it('is given back when the session was ended elsewhere, and the dead cookies are gone', async () => {
    const id = await gym.make()
    const fields = filledIn({ version: '1', greeting: 'Not lost' })
    const browser = await gym.signInCoach()
    await gym.app.sql.query(
      `delete from auth.sessions where id = (
         select id from auth.sessions order by created_at desc limit 1)`,
    )
    const page = await browser.post(editPath(id), fields, asPage)
    expect(page.status).toBe(307)
    expect(page.location).toContain('why=session-ended')
    expect(page.location).toContain(encodeURIComponent(editPath(id)))
    expect((await browser.get(editPath(id))).location).toMatch(/^\/login\?next=/)
  })

  it('is told to a script in place', async () => {
    const fields = filledIn({ greeting: 'Not lost' })
    const page = await gym.app.visitor().post(`${newPath}.data`, fields, { accept: '*/*' })
    expect(page.status).toBe(401)
    expect(await page.text()).toContain('Not lost')
  })

  it('is given back when the database takes too long', async () => {
    const id = await gym.make()
    const fields = filledIn({ version: '1', greeting: 'Not lost' })
    await gym.app.sql.query('begin')
    try {
      await gym.app.sql.query('lock table public.content_items in access exclusive mode')
      const page = await gym.coach.post(editPath(id), fields, asPage)
      expect(page.status).toBe(307)
      expect(page.location).toContain('why=timeout')
      const kept = await gym.coach.post(page.location ?? '', fields, asPage)
      expect(kept.status).toBe(504)
      expect(await kept.text()).toContain('Not lost</textarea>')
    } finally {
      await gym.app.sql.query('rollback')
    }
  })

  it('leads to the sign-in page when it holds nothing to keep', async () => {
    const id = await gym.make()
    const page = await gym.app.visitor().post(editPath(id), { intent: 'delete' }, asPage)
    expect(page.location).toMatch(/^\/login/)
  })

  it('leads nowhere else, and shows nothing by itself', async () => {
    const visitor = gym.app.visitor()
    const page = await visitor.post('/unsent/agent?why=x&to=//evil.test/', filledIn())
    expect(page.status).toBe(503)
    expect(await page.text()).not.toContain('evil.test')
    expect((await visitor.get('/unsent/agent')).status).toBe(404)
    const bare = await visitor.get('/unsent/agent?why=timeout')
    expect(words(await bare.text())).toContain('There is nothing here to save')
  })
})

describe('who may', () => {
  it('is a coach of this community, at every page and post', async () => {
    const id = await gym.make({ intent: 'publish' })
    const draft = await gym.make()
    const paths = [
      'admin/agents',
      'admin/agents/new',
      `admin/agents/${id}`,
      `admin/agents/${draft}`,
    ]
    for (const path of paths.map(gym.path)) {
      expect([path, (await gym.member.get(path)).status]).toEqual([path, 403])
      expect([path, (await gym.stranger.get(path)).status]).toEqual([path, 404])
      expect((await gym.app.visitor().get(path)).location).toMatch(/^\/login/)
    }
    for (const person of [gym.member, gym.stranger]) {
      const refused = async (path: string, fields: Record<string, string>) =>
        expect([403, 404]).toContain((await person.post(gym.path(path), fields)).status)
      await refused('admin/agents/new', filledIn())
      await refused('admin/agents/new', filledIn({ title: '' }))
      await refused(`admin/agents/${id}`, filledIn({ version: '2' }))
      await refused(`admin/agents/${id}`, { intent: 'take-back' })
      await refused(`admin/agents/${id}`, { intent: 'delete', version: '2' })
      await refused(`admin/agents/${id}`, filledIn({ intent: 'restore-save', version: '2' }))
      await refused('admin/agents', { item: id })
    }
    expect(await gym.stored(id)).toMatchObject({ status: 'published', version: 2, deleted: false })
  })

  it('does not reach an agent through another community’s address', async () => {
    const id = await gym.make()
    const path = `/c/elsewhere/admin/agents/${id}`
    expect((await gym.stranger.get(path)).status).toBe(404)
    for (const intent of ['save', 'take-back', 'delete', 'restore-save']) {
      const page = await gym.stranger.post(path, filledIn({ intent, version: '1' }))
      expect([intent, page.status]).toEqual([intent, 404])
    }
    expect(await gym.stored(id)).toMatchObject({ version: 1, deleted: false })
  })

  it('does not reach it by the wrong address for a coach of both communities either', async () => {
    await gym.app.sql.query(
      `insert into public.memberships (community_id, user_id, role)
       select c.id, u.id, 'community_admin' from public.communities c, auth.users u
       where c.slug = 'elsewhere' and u.email = 'other@testfield.test'`,
    )
    const id = await gym.make({ intent: 'publish' })
    const both = gym.otherCoach
    expect((await both.get(`/c/elsewhere/agents/${id}`)).status).toBe(404)
    const path = `/c/elsewhere/admin/agents/${id}`
    expect((await both.get(path)).status).toBe(404)
    for (const intent of ['save', 'publish', 'take-back', 'delete']) {
      const page = await both.post(path, filledIn({ intent, version: '2' }))
      expect([intent, page.status]).toEqual([intent, 404])
    }
    await gym.coach.post(editPath(id), { intent: 'delete', version: '2' })
    for (const intent of ['restore', 'restore-save']) {
      const page = await both.post(path, filledIn({ intent, version: '3' }))
      expect([intent, page.status]).toEqual([intent, 404])
    }
    expect((await both.post('/c/elsewhere/admin/agents', { item: id })).status).toBe(404)
    expect(await gym.stored(id)).toMatchObject({ status: 'published', version: 3, deleted: true })
  })

  it('answers an id that is none with 404', async () => {
    for (const id of ['x', 'new-', crypto.randomUUID()]) {
      expect((await gym.coach.get(editPath(id))).status).toBe(404)
      const post = await gym.coach.post(editPath(id), filledIn({ version: '1' }))
      expect(post.status).toBe(404)
      expect((await gym.coach.post(editPath(id), { intent: 'delete' })).status).toBe(404)
    }
    expect((await gym.coach.post(gym.path('admin/agents'), {})).status).toBe(422)
  })
})
