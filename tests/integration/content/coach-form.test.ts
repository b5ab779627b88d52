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

  it('shows numbers between the presets, which a coach may enter, and keeps what can’t be', async () => {
    const id = await gym.make({ title: 'Between presets', temperature: '0,55', tokens: '900' })
    expect(await gym.stored(id)).toMatchObject({ temperature: '0.55', tokens: 900 })
    const html = await (await gym.coach.get(editPath(id))).text()
    expect(fieldValue(html, 'temperature')).toBe('0.55')
    expect(fieldValue(html, 'tokens')).toBe('900')
    expect(words(html)).toContain('now: 0.55, 900 tokens')

    const save = async (fields: Record<string, string>) =>
      gym.coach.post(
        editPath(id),
        filledIn({
          title: 'Between presets',
          version: String((await gym.stored(id)).version),
          ...fields,
        }),
      )
    for (const temperature of ['2.01', '3', '-1', '0.555', 'warm', '1e0', '.']) {
      const page = await save({ temperature, tokens: '900' })
      expect(page.status).toBe(422)
      const refused = await page.text()
      expect(words(refused)).toContain('A temperature is a number from 0 to 2')
      expect(fieldValue(refused, 'temperature')).toBe(temperature)
    }
    for (const tokens of ['0', '32001', '1.5', '-3', 'many']) {
      const page = await save({ temperature: '0', tokens })
      expect(page.status).toBe(422)
      const refused = await page.text()
      expect(words(refused)).toContain('A whole number from 1 to 32,000.')
      expect(fieldValue(refused, 'tokens')).toBe(tokens)
    }
    expect(await gym.stored(id)).toMatchObject({ temperature: '0.55', tokens: 900 })

    await save({ temperature: '2', tokens: '32000' })
    expect(await gym.stored(id)).toMatchObject({ temperature: '2.00', tokens: 32_000 })
    await save({ style: 'free', length: 'short' })
    expect(await gym.stored(id)).toMatchObject({ temperature: '1.10', tokens: 384 })
    const plain = await (await gym.coach.get(editPath(id))).text()
    expect(fieldValue(plain, 'temperature')).toBe('')
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
    expect(words(html)).toContain('Another agent has this name')
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
