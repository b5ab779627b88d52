import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, fieldValue, type Gym, startGym, words } from './gym'

let gym: Gym
let newPath: string
const editPath = (id: string) => gym.path(`admin/prompts/${id}`)
const usePath = (id: string) => gym.path(`prompts/${id}`)

type Fields = Record<string, string>

/** One question as its form sends it. */
const question = (at: number, fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries({ type: 'text', label: 'A question', ...fields }).map(([name, value]) => [
      `variables[${at}].${name}`,
      value,
    ]),
  )

const filledIn = (fields: Fields = {}): Fields => ({
  title: `Prompt ${crypto.randomUUID()}`,
  summary: 'When it helps.',
  body: 'Write to {{who}}.',
  ...question(0, { name: 'who', label: 'Who reads it', required: 'yes' }),
  intent: 'save',
  ...fields,
})

async function make(fields: Fields = {}): Promise<string> {
  const page = await gym.coach.post(newPath, filledIn(fields))
  gym.coach.cookies.delete('flash')
  const id = /\/admin\/prompts\/([0-9a-f-]{36})$/.exec(page.location ?? '')?.[1]
  if (page.status !== 303 || !id) throw new Error(`${page.status}: ${words(await page.text())}`)
  return id
}

const stored = async (id: string) => {
  const { rows } = await gym.app.sql.query(
    `select name, type, label, help, default_value, required, options
     from public.prompt_variables where prompt_id = $1 order by place`,
    [id],
  )
  return rows
}

/** The names of the questions on a page, in their order. */
const namesOn = (html: string) =>
  [...html.matchAll(/<input[^>]*name="variables\[\d+\]\.name"[^>]*>/g)].map(
    ([tag]) => /value="([^"]*)"/.exec(tag)?.[1] ?? '',
  )

beforeAll(async () => {
  gym = await startGym()
  newPath = gym.path('admin/prompts/new')
})
afterAll(() => gym?.app.stop())

describe('a prompt’s form without JavaScript', () => {
  it('adds, moves and removes questions by posts that keep every word and save nothing', async () => {
    const typed = {
      title: 'Three questions',
      summary: 'Kept',
      body: 'To {{who}} by {{day}} in {{tone}}',
      intent: 'variables.fill',
    }
    const before = gym.app.logged.length
    let page = await gym.coach.post(newPath, typed)
    let html = await page.text()
    expect(page.status).toBe(200)
    expect(batchesSince(gym.app, before)).toBe(2)
    expect(namesOn(html)).toEqual(['who', 'day', 'tone'])
    expect(html).toContain('Kept</textarea>')
    // The focus is at the first of the new ones.
    expect(html).toMatch(/<fieldset[^>]*autofocus/)

    const whole = {
      ...typed,
      ...question(0, { name: 'who', label: 'Who', help: 'A name' }),
      ...question(1, { name: 'day', label: 'Day', type: 'date' }),
      ...question(2, { name: 'tone', label: 'Tone', type: 'choice', options: 'warm\r\nplain' }),
    }
    page = await gym.coach.post(newPath, { ...whole, intent: 'variables.up.2' })
    html = await page.text()
    expect(namesOn(html)).toEqual(['who', 'tone', 'day'])
    expect(html).toContain('warm\nplain</textarea>')
    expect(html).toContain('value="A name"')
    html = await (await gym.coach.post(newPath, { ...whole, intent: 'variables.remove.0' })).text()
    expect(namesOn(html)).toEqual(['day', 'tone'])
    html = await (await gym.coach.post(newPath, { ...whole, intent: 'variables.add' })).text()
    expect(namesOn(html)).toHaveLength(4)
    const { rows } = await gym.app.sql.query(
      `select 1 from public.content_items where title = 'Three questions'`,
    )
    expect(rows).toEqual([])
  })

  it('keeps the version and the key of the form while it is reworked', async () => {
    const id = await make()
    const html = await (
      await gym.coach.post(editPath(id), filledIn({ version: '1', intent: 'variables.add' }))
    ).text()
    expect(fieldValue(html, 'version')).toBe('1')
    expect(html).not.toContain('error-summary')
  })

  it('saves every kind of question, in its order, and replaces them all at the next save', async () => {
    const id = await make({
      title: 'Every kind',
      body: '{{who}} {{more}} {{many}} {{day}} {{tone}} {{polite}}',
      ...question(0, { name: 'who', required: 'yes', help: 'Help', defaultValue: 'Ada' }),
      ...question(1, { name: 'more', type: 'long_text', defaultValue: 'a\r\nb' }),
      ...question(2, { name: 'many', type: 'number', defaultValue: '3' }),
      ...question(3, { name: 'day', type: 'date' }),
      ...question(4, { name: 'tone', type: 'choice', options: ' warm \r\n\r\nplain\r\nwarm' }),
      ...question(5, { name: 'polite', type: 'yes_no', defaultValue: 'yes' }),
    })
    expect(await stored(id)).toMatchObject([
      { name: 'who', type: 'text', help: 'Help', default_value: 'Ada', required: true },
      { name: 'more', type: 'long_text', default_value: 'a\nb', required: false },
      { name: 'many', type: 'number', default_value: '3' },
      { name: 'day', type: 'date' },
      { name: 'tone', type: 'choice', options: ['warm', 'plain'] },
      { name: 'polite', type: 'yes_no', default_value: 'yes' },
    ])
    const html = await (await gym.coach.get(editPath(id))).text()
    expect(namesOn(html)).toEqual(['who', 'more', 'many', 'day', 'tone', 'polite'])
    await gym.coach.post(editPath(id), {
      ...filledIn({ title: 'Every kind', version: '1' }),
      ...question(0, { name: 'who', label: 'Only one' }),
    })
    expect(await stored(id)).toMatchObject([{ name: 'who', label: 'Only one' }])
  })

  it.each([
    [{ body: '{{who}} {{else}}' }, 'prompt-body', 'a blank {{else}} that no question fills'],
    [question(0, { name: 'Who' }), 'prompt-variables0name', 'Use small letters'],
    [question(0, { name: '' }), 'prompt-variables0name', 'Give the word'],
    [question(0, { name: 'who', label: '' }), 'prompt-variables0label', 'Write what is asked'],
    [question(1, { name: 'who' }), 'prompt-variables1name', 'Another question has this word'],
    [
      question(0, { name: 'who', type: 'choice' }),
      'prompt-variables0options',
      'Write the choices, one a line',
    ],
    [
      question(0, { name: 'who', type: 'number', defaultValue: 'many' }),
      'prompt-variables0defaultValue',
      'does not fit the kind of answer',
    ],
  ])('says what is wrong beside its field: %j', async (fields, control, message) => {
    const page = await gym.coach.post(newPath, filledIn(fields))
    const html = await page.text()
    expect(page.status).toBe(422)
    expect(html).toContain(`href="#${control}"`)
    expect(html).toContain(`id="${control}-error"`)
    expect(words(html)).toContain(message)
  })

  it('makes one prompt of the same form sent twice', async () => {
    const fields = filledIn({ key: crypto.randomUUID() })
    const [one, two] = await Promise.all([
      gym.coach.post(newPath, fields),
      gym.coach.post(newPath, fields),
    ])
    const three = await gym.coach.post(newPath, fields)
    expect(one.status).toBe(303)
    expect([two.location, three.location]).toEqual([one.location, one.location])
  })
})

/** Publishes twenty agents, later than all that there are: more than are offered at once. */
const plantAgents = () =>
  gym.app.sql.query(
    `with made as (
       insert into public.content_items (community_id, kind, title, slug, status, published_at)
       select id, 'agent', 'Other ' || n, gen_random_uuid(), 'published',
         now() + n * interval '1 second'
       from public.communities, generate_series(1, 20) as n where slug = 'testfield'
       returning id
     ) insert into public.agents (id) select id from made`,
  )

describe('a prompt for members', () => {
  it('is filled in, shows what is missing, and leads with its text into the sandbox', async () => {
    const agent = await gym.make({ title: 'Test partner', intent: 'publish' })
    const id = await make({
      title: 'Answer a complaint',
      intent: 'publish',
      body: 'To {{who}}: {{tone}}{{more}}. Polite: {{polite}}',
      ...question(1, { name: 'tone', type: 'choice', options: 'warm\nplain', required: 'yes' }),
      ...question(2, { name: 'more', label: 'More' }),
      ...question(3, { name: 'polite', type: 'yes_no', defaultValue: 'yes' }),
    })
    let before = gym.app.logged.length
    const page = await gym.member.get(usePath(id))
    let html = await page.text()
    expect(page.status).toBe(200)
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(html).toContain('To [Who reads it]: [A question]. Polite: yes</textarea>')
    expect(html).toContain(`<option value="${agent}"`)
    expect(html).not.toContain('/admin/prompts/')

    const answers = { 'value.who': ' Ada\r\n& Co ', 'value.tone': 'warm', 'value.polite': 'no' }
    const shown = await gym.member.post(usePath(id), { ...answers, intent: 'show', agent })
    html = await shown.text()
    expect(shown.status).toBe(200)
    expect(html).toContain('To Ada &amp; Co: warm. Polite: no</textarea>')
    expect(html).toContain('value="Ada &amp; Co"')

    before = gym.app.logged.length
    const run = await gym.member.post(usePath(id), { ...answers, intent: 'run', agent })
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(run.status).toBe(303)
    expect(run.location).toMatch(new RegExp(`^/c/testfield/sandbox\\?agent=${agent}&message=`))
    expect(await (await gym.member.follow(run)).text()).toContain(
      'To Ada &amp; Co: warm. Polite: no</textarea>',
    )
  })

  it('says beside each question what is wrong, and keeps the answers', async () => {
    const id = await make({
      intent: 'publish',
      body: '{{who}} {{many}} {{day}}',
      ...question(1, { name: 'many', type: 'number' }),
      ...question(2, { name: 'day', type: 'date' }),
    })
    const page = await gym.member.post(usePath(id), {
      'value.many': '<b>1</b>',
      'value.day': '2026-02-30',
      intent: 'run',
    })
    const html = await page.text()
    expect(page.status).toBe(422)
    expect(words(html)).toContain('4 things need changing')
    for (const name of ['who', 'many', 'day', 'agent']) {
      expect(html).toContain(`id="answer-${name}-error"`)
    }
    expect(html).toContain('value="&lt;b&gt;1&lt;/b&gt;"')
  })

  it.each([
    ['in English', 'y', 7_990],
    ['in German', 'ü', 3_000],
    ['in Chinese', '\u5b66', 2_000],
  ])(
    'waits as the draft of a new conversation when it is too long for an address, %s',
    async (_, letter, times) => {
      const id = await make({
        intent: 'publish',
        ...question(0, { name: 'who', type: 'long_text', label: 'Who' }),
      })
      const agent = await gym.make({ intent: 'publish' })
      const long = letter.repeat(times)
      const page = await (await gym.member.get(usePath(id))).text()
      const fields = { 'value.who': long, agent, intent: 'run', key: fieldValue(page, 'key') ?? '' }
      const run = await gym.member.post(usePath(id), fields)
      expect(run.status).toBe(303)
      expect(run.location).toMatch(/^\/c\/testfield\/sandbox\/[0-9a-f-]{36}$/)
      expect(await (await gym.member.follow(run)).text()).toContain(`${long}.</textarea>`)
      // The same post again begins nothing new, and the use is counted once.
      expect((await gym.member.post(usePath(id), fields)).location).toBe(run.location)
      const { rows } = await gym.app.sql.query(
        'select conversation_id::text as id from public.prompt_uses where prompt_id = $1',
        [id],
      )
      expect(rows).toEqual([{ id: run.location?.split('/').at(-1) }])
      // Back at the form, another text begins another one.
      const other = await gym.member.post(usePath(id), { ...fields, 'value.who': `${long}!` })
      expect(await (await gym.member.follow(other)).text()).toContain(`${long}!.</textarea>`)
      // One that fits goes by the address as before.
      const short = await gym.member.post(usePath(id), {
        ...fields,
        'value.who': letter.repeat(100),
      })
      expect(short.location).toMatch(/sandbox\?agent=/)
    },
  )

  it('that is too long for a message says so, and is there to be copied', async () => {
    const id = await make({
      intent: 'publish',
      body: '{{who}}'.repeat(5),
      ...question(0, { name: 'who', type: 'long_text', label: 'Who' }),
    })
    const agent = await gym.make({ intent: 'publish' })
    const page = await gym.member.post(usePath(id), {
      'value.who': 'y'.repeat(7_900),
      ...{ agent, intent: 'run', key: crypto.randomUUID() },
    })
    expect(page.status).toBe(422)
    const html = await page.text()
    expect(words(html)).toContain('at most 32,000 characters')
    expect(html).toContain('y'.repeat(39_500))
  })

  it('is run with any agent of many: they are searched, and what was entered stays', async () => {
    const id = await make({ intent: 'publish', body: 'To {{who}}' })
    const title = `Negotiator ${crypto.randomUUID()}`
    const oldest = await gym.make({ title, intent: 'publish' })
    await plantAgents()
    const all = await (await gym.member.get(usePath(id))).text()
    expect(all).toContain('name="search"')
    expect(all).not.toContain(`<option value="${oldest}"`)

    const before = gym.app.logged.length
    const found = await gym.member.post(usePath(id), {
      ...{ 'value.who': 'Ada', search: title, intent: 'find' },
    })
    expect(found.status).toBe(200)
    const html = await found.text()
    expect(batchesSince(gym.app, before)).toBeLessThanOrEqual(2)
    expect([...html.matchAll(/<option value="([0-9a-f-]{36})"/g)].map(([, each]) => each)).toEqual([
      oldest,
    ])
    expect(html).toContain('value="Ada"')
    expect(fieldValue(html, 'search')).toBe(title)
    const run = await gym.member.post(usePath(id), {
      ...{ 'value.who': 'Ada', search: title, intent: 'run', agent: oldest },
    })
    expect(run.location).toContain(`agent=${oldest}&message=To+Ada`)

    // Nothing was entered yet: looking for an agent does not scold.
    const none = await gym.member.post(usePath(id), { search: 'zzzz', intent: 'find' })
    expect(none.status).toBe(200)
    expect(words(await none.text())).toContain('No agent has “zzzz”')
  })

  it('takes Enter in an answer’s field as run, and in the search’s as find', async () => {
    const id = await make({ intent: 'publish', body: 'To {{who}}' })
    const agent = await gym.make({ title: `Mediator ${id}`, intent: 'publish' })
    await plantAgents()
    expect(fieldValue(await (await gym.member.get(usePath(id))).text(), 'searched')).toBe('')
    const post = (fields: Fields) => gym.member.post(usePath(id), { agent, ...fields })
    // A browser presses the form's first button: the search's, where a script took the other away.
    const ada = { 'value.who': 'Ada' }
    const run = await post({ ...ada, search: '', searched: '', intent: 'find' })
    expect(run.status).toBe(303)
    expect(run.location).toContain(`agent=${agent}&message=To+Ada`)
    expect((await post({ search: '', searched: '', intent: 'find' })).status).toBe(422)
    // And without a script the one that shows the text.
    const found = await post({ search: ` mediator ${id}`, searched: '', intent: 'show' })
    expect(found.status).toBe(200)
    const html = await found.text()
    expect(html).toContain(`<option value="${agent}"`)
    expect(fieldValue(html, 'searched')).toBe(`mediator ${id}`)
    // What was found stays while it is answered.
    const kept = { search: `mediator ${id}`, searched: `mediator ${id}` }
    expect((await post({ ...kept, intent: 'show' })).status).toBe(422)
    expect((await post({ ...kept, ...ada, intent: 'show' })).status).toBe(200)
    expect((await post({ ...kept, ...ada, intent: 'find' })).location).toContain(`agent=${agent}`)
    // Where nothing was found there is nobody to run it with: that is what is shown again.
    const none = { search: 'zzzz', searched: 'zzzz', intent: 'find' }
    const again = await gym.member.post(usePath(id), { ...ada, ...none })
    expect(again.status).toBe(200)
    expect(words(await again.text())).toContain('No agent has “zzzz”')
  })

  it('is there for its community alone, once it is published', async () => {
    const draft = await make()
    const published = await make({ intent: 'publish' })
    expect((await gym.member.get(usePath(draft))).status).toBe(404)
    expect((await gym.member.post(usePath(draft), { intent: 'show' })).status).toBe(404)
    expect((await gym.stranger.get(usePath(published))).status).toBe(404)
    expect((await gym.stranger.post(usePath(published), { intent: 'show' })).status).toBe(404)
    expect((await gym.app.visitor().get(usePath(published))).location).toMatch(/^\/login/)
  })
})

describe('a community of few agents', () => {
  const keepAgents = (many: number) =>
    gym.app.sql.query(
      `update public.content_items set deleted_at = now()
       where kind = 'agent' and deleted_at is null and id not in (
         select id from public.content_items
         where kind = 'agent' and deleted_at is null and status = 'published'
         order by published_at desc limit $1
       )`,
      [many],
    )

  it('has none to search', async () => {
    await gym.make({ intent: 'publish' })
    await keepAgents(1)
    const id = await make({ intent: 'publish', body: 'To {{who}}' })
    const html = await (await gym.member.get(usePath(id))).text()
    expect(html).toContain('value="run"')
    expect(html).not.toContain('name="search"')
  })

  it('still has its prompts to copy, where there is none at all', async () => {
    await keepAgents(0)
    const id = await make({ intent: 'publish', body: 'As it is.' })
    const html = await (await gym.member.get(usePath(id))).text()
    expect(words(html)).toContain('there has to be an agent')
    expect(html).not.toContain('value="run"')
  })
})
