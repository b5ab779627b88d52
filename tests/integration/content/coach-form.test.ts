import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, fieldValue, filledIn, type Gym, idIn, startGym, words } from './gym'

let gym: Gym
let newPath: string
const editPath = (id: string) => gym.path(`admin/agents/${id}`)

beforeAll(async () => {
  gym = await startGym()
  newPath = gym.path('admin/agents/new')
})
afterAll(() => gym?.app.stop())

describe('making an agent', () => {
  it('saves a draft with all that was entered and leads to it', async () => {
    const before = gym.app.logged.length
    const page = await gym.coach.post(
      newPath,
      filledIn({
        title: '  Complete   one ',
        summary: 'A summary',
        instructions: 'First line\r\nSecond line',
        greeting: 'Hi\r\nthere',
        'starterQuestions[0]': ' One? ',
        'starterQuestions[3]': 'Four?',
        style: 'precise',
        length: 'long',
      }),
    )
    expect(batchesSince(gym.app, before)).toBe(1)
    const id = idIn(page)
    expect(await gym.stored(id)).toEqual({
      title: 'Complete   one',
      summary: 'A summary',
      status: 'draft',
      version: 1,
      deleted: false,
      greeting: 'Hi\nthere',
      questions: ['One?', 'Four?'],
      instructions: 'First line\nSecond line',
      temperature: '0.20',
      tokens: 2400,
    })
    const html = await (await gym.coach.follow(page)).text()
    expect(words(html)).toContain('is saved as a draft')
    expect(fieldValue(html, 'title')).toBe('Complete   one')
    expect(html).toMatch(/name="style"[^>]*value="precise"[^>]*checked|checked[^>]*value="precise"/)
    expect(html).toContain('First line\nSecond line</textarea>')
  })

  it('publishes at once when asked', async () => {
    const id = await gym.make({ title: 'At once', intent: 'publish' })
    expect((await gym.stored(id)).status).toBe('published')
    expect((await gym.member.get(gym.path(`agents/${id}`))).status).toBe(200)
  })

  it('offers templates that can be saved as they are', async () => {
    const html = await (await gym.coach.get(`${newPath}?start=reviewer`)).text()
    expect(fieldValue(html, 'title')).toBe('Second pair of eyes')
    expect(html).toContain('You give feedback on texts')
    expect(fieldValue(await (await gym.coach.get(`${newPath}?start=nope`)).text(), 'title')).toBe(
      '',
    )
  })

  it('sums up what is wrong, says it beside each field, and keeps what was entered', async () => {
    const page = await gym.coach.post(
      newPath,
      filledIn({ title: '  ', instructions: '', summary: 'Kept words', style: 'wild' }),
    )
    const html = await page.text()
    expect(page.status).toBe(422)
    expect(words(html)).toContain('3 things need changing')
    expect(html).toMatch(/<div[^>]*class="error-summary"[^>]*autofocus/)
    expect(html).toContain('href="#agent-title"')
    expect(html).toMatch(
      /id="agent-title"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="agent-title"/,
    )
    expect(html).toContain('id="agent-title-error"')
    expect(html).toContain('id="agent-instructions-error"')
    expect(html).toContain('id="agent-style"')
    expect(html).toContain('Kept words</textarea>')
    expect(html.indexOf('href="#agent-title"')).toBeLessThan(
      html.indexOf('href="#agent-instructions"'),
    )
  })

  it('says how long a text is and keeps all of it', async () => {
    const long = 'y'.repeat(100_000)
    const page = await gym.coach.post(
      newPath,
      filledIn({ instructions: long, greeting: long, summary: long, title: '🏀'.repeat(121) }),
    )
    const html = await page.text()
    expect(page.status).toBe(422)
    expect(words(html)).toContain('100,000 characters; at most 32,000 fit')
    expect(words(html)).toContain('The name has 121 characters; at most 120 fit')
    expect(html.split(long).length - 1).toBeGreaterThanOrEqual(3)
  })

  it('counts an emoji as one character, and lines as one sign', async () => {
    const id = await gym.make({ title: '🏀'.repeat(120), instructions: 'a\r\n'.repeat(15_999) })
    expect((await gym.stored(id)).title).toBe('🏀'.repeat(120))
  })

  it('holds each starter question to its length, and says which', async () => {
    const page = await gym.coach.post(newPath, filledIn({ 'starterQuestions[4]': 'q'.repeat(201) }))
    const html = await page.text()
    expect(page.status).toBe(422)
    expect(html).toContain('href="#agent-starterQuestions4"')
    expect(html).toContain('id="agent-starterQuestions4-error"')
    // The fold in which it stands is open.
    expect(html).toMatch(/<details[^>]*open[^>]*>(?:(?!<\/details>)[\s\S])*agent-starterQuestions4/)
    expect((await gym.coach.post(newPath, filledIn({ 'starterQuestions[6]': 'x' }))).status).toBe(
      422,
    )
  })

  it('takes out what cannot be stored and keeps every script, direction and tag as text', async () => {
    const title = `<img src=x onerror=alert(1)> ${crypto.randomUUID().slice(0, 8)}`
    const id = await gym.make({
      title,
      summary: 'a\u0000b\u0007c',
      instructions: 'שלום\u0000 עולם 👩‍🚀 <script>alert(1)</script>',
      greeting: '</textarea><script>alert(2)</script>',
      'starterQuestions[0]': '" autofocus onfocus="alert(3)',
    })
    expect(await gym.stored(id)).toMatchObject({
      title,
      summary: 'abc',
      instructions: 'שלום עולם 👩‍🚀 <script>alert(1)</script>',
      greeting: '</textarea><script>alert(2)</script>',
    })
    await gym.coach.post(editPath(id), filledIn({ title, intent: 'publish', version: '1' }))
    for (const path of [editPath(id), gym.path('admin/agents'), gym.path('agents')]) {
      const html = await (await gym.coach.get(path)).text()
      expect(html).not.toContain('<img src=x')
      expect(html).not.toContain('<script>alert')
      expect(html).not.toContain('" autofocus onfocus="')
    }
  })

  it('refuses a name that is taken, beside the name, with all that was entered', async () => {
    const title = `Taken ${crypto.randomUUID()}`
    await gym.make({ title })
    const before = gym.app.logged.length
    const page = await gym.coach.post(newPath, filledIn({ title, greeting: 'Still here' }))
    const html = await page.text()
    expect(page.status).toBe(409)
    expect(batchesSince(gym.app, before)).toBe(2)
    expect(html).toContain('id="agent-title-error"')
    expect(words(html)).toContain('Another agent of this community has this name')
    expect(html).toContain('Still here</textarea>')
  })

  it('lets another community have the same name', async () => {
    const title = `Shared ${crypto.randomUUID()}`
    await gym.make({ title })
    const page = await gym.stranger.post('/c/elsewhere/admin/agents/new', filledIn({ title }))
    expect(page.status).toBe(303)
  })

  it('answers a body that is no form, and stray fields, without breaking', async () => {
    const sent = await gym.coach.send(
      new Request(`http://127.0.0.1:8787${newPath}`, {
        method: 'POST',
        body: '{"title":1}',
        headers: { origin: 'http://127.0.0.1:8787', 'content-type': 'application/json' },
      }),
    )
    expect(sent.status).toBe(422)
    const stray = await gym.coach.post(newPath, {
      __intent__: '{broken',
      __state__: 'broken',
      'starterQuestions.x.y': '1',
      'title[0]': 'x',
      style: 'balanced',
    })
    expect(stray.status).toBe(422)
    const file = new FormData()
    for (const [name, value] of Object.entries(filledIn())) file.append(name, value)
    file.set('title', new File(['x'], 'x.txt'))
    expect((await gym.coach.post(newPath, file)).status).toBe(422)
  })
})

describe('the same form twice', () => {
  it('makes one agent, however close the posts', async () => {
    const key = crypto.randomUUID()
    const fields = filledIn({ key, title: `Twice ${key}` })
    const [first, second] = await Promise.all([
      gym.coach.post(newPath, fields),
      gym.coach.post(newPath, fields),
    ])
    const third = await gym.coach.post(newPath, fields)
    expect(idIn(second)).toBe(idIn(first))
    expect(idIn(third)).toBe(idIn(first))
    expect(await gym.stored(idIn(first))).toMatchObject({ version: 1 })
  })

  it('carries a key of its own with each empty form', async () => {
    const keys = await Promise.all(
      [1, 2].map(async () => fieldValue(await (await gym.coach.get(newPath)).text(), 'key')),
    )
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(keys[0]).not.toBe(keys[1])
  })

  it('saves other words from a form that was gone back to, as long as nobody touched the agent', async () => {
    const key = crypto.randomUUID()
    const fields = filledIn({ key, title: `Back ${key}` })
    const id = idIn(await gym.coach.post(newPath, fields))
    const again = await gym.coach.post(newPath, { ...fields, summary: 'Better', intent: 'publish' })
    expect(idIn(again)).toBe(id)
    expect(await gym.stored(id)).toMatchObject({ summary: 'Better', status: 'published' })

    const third = await gym.coach.post(newPath, { ...fields, summary: 'Third thought' })
    const html = await third.text()
    expect(third.status).toBe(409)
    expect(words(html)).toContain('This form has already made an agent')
    expect(html).toContain(`href="/c/testfield/admin/agents/${id}"`)
    expect(html).toContain('Third thought</textarea>')
    expect(fieldValue(html, 'key')).not.toBe(key)
    expect(await gym.stored(id)).toMatchObject({ summary: 'Better' })
  })
})

describe('changing an agent', () => {
  it('saves against the version that was seen, in one batch', async () => {
    const id = await gym.make()
    const { title } = await gym.stored(id)
    const before = gym.app.logged.length
    const page = await gym.coach.post(
      editPath(id),
      filledIn({ title, version: '1', summary: 'New', style: 'free', length: 'short' }),
    )
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(page.location).toBe(editPath(id))
    expect(await gym.stored(id)).toMatchObject({
      summary: 'New',
      temperature: '1.10',
      tokens: 384,
      version: 2,
    })
    expect(words(await (await gym.coach.follow(page)).text())).toContain('Your changes are saved')
  })

  it('shows the page in one batch', async () => {
    const id = await gym.make()
    const before = gym.app.logged.length
    expect((await gym.coach.get(editPath(id))).status).toBe(200)
    expect(batchesSince(gym.app, before)).toBe(1)
  })

  it('tells two coaches of each other, shows both texts, and lets either be taken', async () => {
    const id = await gym.make()
    const { title } = await gym.stored(id)
    const fields = filledIn({ title, version: '1' })
    await gym.otherCoach.post(editPath(id), { ...fields, greeting: 'Theirs' })

    const before = gym.app.logged.length
    const page = await gym.coach.post(editPath(id), { ...fields, greeting: 'Mine' })
    const html = await page.text()
    expect(page.status).toBe(409)
    expect(batchesSince(gym.app, before)).toBe(2)
    expect(words(html)).toContain('This agent was changed after you opened it')
    expect(words(html)).toContain('Saved now Theirs')
    expect(words(html)).toContain('Yours Mine')
    expect(html).toContain('Mine</textarea>')
    expect((await gym.stored(id)).greeting).toBe('Theirs')
    // Saving again without choosing is answered alike: the form still says what was seen.
    expect([fieldValue(html, 'version'), fieldValue(html, 'over')]).toEqual(['1', '2'])

    const plain = await gym.coach.post(editPath(id), { ...fields, greeting: 'Mine', over: '2' })
    expect(plain.status).toBe(409)
    expect((await gym.stored(id)).greeting).toBe('Theirs')

    const over = await gym.coach.post(editPath(id), {
      ...fields,
      greeting: 'Mine',
      intent: 'save-over',
      over: '2',
    })
    expect(over.status).toBe(303)
    expect((await gym.stored(id)).greeting).toBe('Mine')
    // And the third: over a version that is gone again.
    const late = await gym.otherCoach.post(editPath(id), {
      ...fields,
      greeting: 'Late',
      intent: 'publish-over',
      over: '2',
    })
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('value="publish-over"')
    expect(await gym.stored(id)).toMatchObject({ greeting: 'Mine', status: 'draft' })
  })

  it('takes a form without a version as one that saw nothing', async () => {
    const id = await gym.make()
    for (const version of ['', '0', '-1', 'x', '99999999999999']) {
      const page = await gym.coach.post(editPath(id), filledIn({ version }))
      expect([version, page.status]).toEqual([version, 409])
    }
  })

  it('keeps its own name, and may not take another’s', async () => {
    const title = `First ${crypto.randomUUID()}`
    await gym.make({ title })
    const id = await gym.make()
    const page = await gym.coach.post(editPath(id), filledIn({ title, version: '1' }))
    expect(page.status).toBe(409)
    expect(await page.text()).toContain('id="agent-title-error"')
  })

  it('refuses an empty instruction, so that what is published can answer', async () => {
    const id = await gym.make({ intent: 'publish' })
    const page = await gym.coach.post(
      editPath(id),
      filledIn({ version: '2', instructions: ' \n ' }),
    )
    expect(page.status).toBe(422)
    expect(words(await page.text())).toContain('Tell the agent what to do')
  })
})

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
    expect(list).toContain(`name="agent" value="${id}"`)
    const page = await (await gym.coach.get(editPath(id))).text()
    expect(words(page)).toContain('This agent is deleted')
    expect(page).toContain('value="restore"')
    expect(page).not.toContain('name="instructions"')

    const restored = await gym.coach.post(gym.path('admin/agents'), { agent: id })
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

    const list = await gym.coach.post(gym.path('admin/agents'), { agent: id })
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
      await refused('admin/agents', { agent: id })
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
    expect((await both.post('/c/elsewhere/admin/agents', { agent: id })).status).toBe(404)
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
