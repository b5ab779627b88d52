import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, fieldValue, type Gym, startGym, words } from './gym'

let gym: Gym
let newPath: string
const editPath = (id: string) => gym.path(`admin/automations/${id}`)
const usePath = (id: string) => gym.path(`automations/${id}`)

type Fields = Record<string, string>

/** One step as its form sends it. */
const step = (at: number, fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries({
      title: `Step ${at + 1}`,
      name: `step_${at + 1}`,
      action: 'fill_prompt',
      text: 'As it is.',
      length: 'short',
      ...fields,
    }).map(([name, value]) => [`steps[${at}].${name}`, value]),
  )

const question = (at: number, fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries({ type: 'text', label: 'Who is it for?', required: 'yes', ...fields }).map(
      ([name, value]) => [`variables[${at}].${name}`, value],
    ),
  )

const filledIn = (fields: Fields = {}): Fields => ({
  title: `Automation ${crypto.randomUUID()}`,
  summary: 'What it does.',
  ...question(0, { name: 'who' }),
  ...step(0, { name: 'hello', text: 'Hello {{who}}' }),
  ...step(1, { name: 'answer', action: 'ask_model', text: '{{hello}}, how are you?' }),
  ...step(2, { name: 'both', text: '{{hello}}: {{answer}}' }),
  intent: 'publish',
  ...fields,
})

async function make(fields: Fields = {}): Promise<string> {
  const page = await gym.coach.post(newPath, filledIn(fields))
  gym.coach.cookies.delete('flash')
  const id = /\/admin\/automations\/([0-9a-f-]{36})$/.exec(page.location ?? '')?.[1]
  if (page.status !== 303 || !id) throw new Error(`${page.status}: ${words(await page.text())}`)
  return id
}

/** The words for the steps' results on a page, in their order. */
const namesOn = (html: string) =>
  [...html.matchAll(/<input[^>]*name="steps\[\d+\]\.name"[^>]*>/g)].map(
    ([tag]) => /value="([^"]*)"/.exec(tag)?.[1] ?? '',
  )

const stepsOf = async (path: string) => {
  const { rows } = await gym.app.sql.query<{
    status: string
    input: string
    output: string
    failure: string | null
  }>(
    `select status, input, output, failure from public.automation_run_steps
     where run_id = $1 order by place`,
    [path.split('/').at(-1)],
  )
  return rows
}

const start = async (id: string, fields: Fields) => {
  const page = await gym.member.post(usePath(id), fields)
  if (page.status !== 303 || !page.location) {
    throw new Error(`${page.status}: ${words(await page.text())}`)
  }
  return page.location
}

beforeAll(async () => {
  gym = await startGym()
  newPath = gym.path('admin/automations/new')
})
afterAll(() => gym?.app.stop())

describe('an automation’s form without JavaScript', () => {
  it('begins from a template, and is made in one post more', async () => {
    const html = await (await gym.coach.get(`${newPath}?start=reply`)).text()
    expect(namesOn(html)).toEqual(['points', 'draft', 'result'])
    expect(fieldValue(html, 'variables[0].name')).toBe('letter')
  })

  it('adds, moves and removes steps by posts that keep every word and save nothing', async () => {
    const typed = filledIn({ title: 'Three steps' })
    let html = await (await gym.coach.post(newPath, { ...typed, intent: 'steps.up.2' })).text()
    expect(namesOn(html)).toEqual(['hello', 'both', 'answer'])
    expect(html).toContain('{{hello}}, how are you?</textarea>')
    expect(html).toMatch(/<fieldset[^>]*autofocus/)
    html = await (await gym.coach.post(newPath, { ...typed, intent: 'steps.add' })).text()
    expect(namesOn(html)).toEqual(['hello', 'answer', 'both', 'step_4'])
    html = await (await gym.coach.post(newPath, { ...typed, intent: 'steps.remove.0' })).text()
    expect(namesOn(html)).toEqual(['answer', 'both'])
    const asks = { ...typed, ...step(0, { name: 'hello', text: '{{day}} {{who}}' }) }
    html = await (await gym.coach.post(newPath, { ...asks, intent: 'variables.fill' })).text()
    expect(fieldValue(html, 'variables[1].name')).toBe('day')
    const { rows } = await gym.app.sql.query(
      `select 1 from public.content_items where title = 'Three steps'`,
    )
    expect(rows).toEqual([])
  })

  it.each([
    [step(0, { text: '{{both}}' }), 'automation-steps0text', 'comes from a later step'],
    [
      step(1, { text: '{{nobody}}' }),
      'automation-steps1text',
      'Nothing fills the blank {{nobody}}',
    ],
    [step(1, { name: 'me', text: '{{me}}' }), 'automation-steps1text', 'its own result {{me}}'],
    [step(1, { name: 'hello' }), 'automation-steps1name', 'Another question or step has this word'],
    [step(0, { action: 'wait' }), 'automation-steps0action', 'Choose what the step does'],
    [step(0, { title: '' }), 'automation-steps0title', 'Write what the step gives'],
  ])('says what is wrong beside its field: %j', async (fields, control, message) => {
    const page = await gym.coach.post(newPath, filledIn(fields))
    const html = await page.text()
    expect(page.status).toBe(422)
    expect(html).toContain(`href="#${control}"`)
    expect(html).toContain(`id="${control}-error"`)
    expect(words(html)).toContain(message)
  })

  it('wants a step', async () => {
    const page = await gym.coach.post(newPath, { title: 'None', intent: 'save' })
    expect(page.status).toBe(422)
    expect(words(await page.text())).toContain('Add a step')
  })

  it('comes back as it was saved, with a version at each publish', async () => {
    const id = await make()
    const html = await (await gym.coach.get(editPath(id))).text()
    expect(namesOn(html)).toEqual(['hello', 'answer', 'both'])
    const { rows } = await gym.app.sql.query(
      `select body -> 'automation' -> 'steps' -> 1 as step from public.content_versions
       where item_id = $1`,
      [id],
    )
    expect(rows).toMatchObject([
      { step: { action: 'ask_model', settings: { text: '{{hello}}, how are you?' } } },
    ])
  })
})

describe('an automation for members', () => {
  it('asks its questions, shows no step, runs, and keeps what went in and came out', async () => {
    const id = await make()
    let before = gym.app.logged.length
    const page = await gym.member.get(usePath(id))
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(html).toContain('Who is it for?')
    expect(html).not.toContain('how are you')

    const wrong = await gym.member.post(usePath(id), { 'value.who': ' ' })
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('id="answer-who-error"')

    const fields = { 'value.who': '{{answer}} & Co', key: crypto.randomUUID() }
    const run = await start(id, fields)
    expect(await start(id, fields)).toBe(run)
    await expect
      .poll(async () => (await stepsOf(run)).map(({ status }) => status), { timeout: 20_000 })
      .toEqual(['complete', 'complete', 'complete'])
    const [hello, answer, both] = await stepsOf(run)
    // What was entered is never looked into for blanks.
    expect(hello).toMatchObject({ input: 'Hello {{answer}} & Co', output: 'Hello {{answer}} & Co' })
    expect(answer?.input).toBe('Hello {{answer}} & Co, how are you?')
    expect(answer?.output).not.toBe('')
    expect(both?.output).toBe(`Hello {{answer}} & Co: ${answer?.output.trim()}`)

    before = gym.app.logged.length
    const shown = await gym.member.get(run)
    expect(batchesSince(gym.app, before)).toBe(1)
    const text = words(await shown.text())
    expect(text).toContain('It is done.')
    expect(text).toContain('Hello {{answer}} & Co, how are you?')
    const { rows } = await gym.app.sql.query(
      `select outcome from public.ai_runs join public.automation_run_steps s on s.id = message_id
       where s.run_id = $1`,
      [run.split('/').at(-1)],
    )
    expect(rows).toEqual([{ outcome: 'complete' }])

    const again = await gym.member.post(run, { intent: 'again', key: crypto.randomUUID() })
    expect(again.location).not.toBe(run)
    expect(await (await gym.member.get(usePath(id))).text()).toContain(again.location)
  })

  it('that nobody makes any more is told as cut off, and can be run again or stopped', async () => {
    const id = await make()
    const run = await start(id, { 'value.who': 'Ada' })
    await expect
      .poll(async () => (await stepsOf(run)).every(({ status }) => status === 'complete'), {
        timeout: 20_000,
      })
      .toBe(true)
    await gym.app.sql.query(
      `update public.automation_run_steps
       set status = case place when 2 then 'streaming' else 'waiting' end,
         saved_at = now() - interval '2 minutes'
       where run_id = $1 and place > 1`,
      [run.split('/').at(-1)],
    )
    const text = words(await (await gym.member.get(run)).text())
    expect(text).toContain('It was cut off.')
    expect(text).toContain('Run it again')
    const stopped = await gym.member.post(run, { intent: 'stop' })
    expect(stopped.location).toBe(run)
    expect((await stepsOf(run)).map(({ status }) => status)).toEqual([
      'complete',
      'stopped',
      'waiting',
    ])
  })

  it('is there for its community alone, and a run for who started it', async () => {
    const draft = await make({ intent: 'save' })
    expect((await gym.member.get(usePath(draft))).status).toBe(404)
    expect((await gym.member.post(usePath(draft), { 'value.who': 'x' })).status).toBe(404)
    const id = await make()
    const run = await start(id, { 'value.who': 'Ada' })
    expect((await gym.coach.get(run)).status).toBe(404)
    expect((await gym.coach.post(run, { intent: 'stop' })).status).toBe(404)
    expect((await gym.stranger.get(usePath(id))).status).toBe(404)
    expect((await gym.stranger.post(usePath(id), { 'value.who': 'x' })).status).toBe(404)
    expect((await gym.app.visitor().get(run)).location).toMatch(/^\/login/)
  })

  it('with steps that nothing runs yet says so, and keeps the answers', async () => {
    const id = await make()
    await gym.app.sql.query(
      `update public.automation_steps set action = 'wait' where automation_id = $1 and place = 3`,
      [id],
    )
    const page = await gym.member.post(usePath(id), { 'value.who': 'Ada' })
    expect(page.status).toBe(409)
    const html = await page.text()
    expect(words(html)).toContain('steps that can’t run yet')
    expect(html).toContain('value="Ada"')
  })
})
