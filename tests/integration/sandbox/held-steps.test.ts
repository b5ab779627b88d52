import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { automationsWords } from '~/ui/strings/automations'
import { heldWords } from '~/ui/strings/held'
import { heldMineWords } from '~/ui/strings/held-mine'
import { heldNewsWords } from '~/ui/strings/held-news'
import { sandboxNoticesWords } from '~/ui/strings/sandbox-notices'
import { type ModerationService, startModerationService } from '../../fixtures/moderation-service'
import { batchesSince, type Gym, startGym, words } from '../content/gym'

const { stepFailures: failures, goOn } = automationsWords.english
const mine = heldMineWords.english

let service: ModerationService
let gym: Gym
let automation: string

beforeAll(async () => {
  service = await startModerationService()
  gym = await startGym({ vars: { AI_MODERATION_URL: service.url } })
  const made = await gym.coach.post(gym.path('admin/automations/new'), {
    title: 'Greets',
    summary: 'What it does.',
    'variables[0].type': 'text',
    'variables[0].label': 'Who is it for?',
    'variables[0].required': 'yes',
    'variables[0].name': 'who',
    ...step(0, { name: 'hello', action: 'fill_prompt', text: 'Hello {{who}}' }),
    ...step(1, { name: 'answer', text: '{{hello}}, how are you?' }),
    ...step(2, { name: 'more', text: 'Say more.', instructions: 'You talk to {{who}}.' }),
    intent: 'publish',
  })
  automation = made.location?.split('/').at(-1) ?? ''
})
afterAll(async () => {
  await gym?.app.stop()
  service?.stop()
})

const step = (at: number, fields: Record<string, string>) =>
  Object.fromEntries(
    Object.entries({
      title: `Step ${at + 1}`,
      action: 'ask_model',
      length: 'short',
      ...fields,
    }).map(([name, value]) => [`steps[${at}].${name}`, value]),
  )
const rules = (fields: Record<string, string>) =>
  gym.coach.post(gym.path('admin/moderation'), { words: '', does: 'hold', refusal: '', ...fields })
const pagePath = () => gym.path(`automations/${automation}`)
const text = async (path: string, by = gym.member) => words(await (await by.get(path)).text())
const calls = () => gym.app.provider.calls.length

async function start(who: string, by = gym.member): Promise<string> {
  const page = await by.post(pagePath(), { 'value.who': who, key: crypto.randomUUID() })
  expect(page.status).toBe(303)
  return page.location ?? ''
}

interface Step {
  id: string
  status: string
  failure: string | null
}

/** The steps of a run, once they stand as said. */
async function untilSteps(run: string, ...stand: string[]): Promise<Step[]> {
  let steps: Step[] = []
  await expect
    .poll(
      async () => {
        steps = (
          await gym.app.sql.query<Step>(
            `select id, status, failure from public.automation_run_steps
             where run_id = $1 order by place`,
            [run.split('/').at(-1)],
          )
        ).rows
        return steps.map(({ status, failure }) => failure ?? status)
      },
      { timeout: 20_000 },
    )
    .toEqual(stand)
  return steps
}

async function heldOf(stepId: string | undefined) {
  const { rows } = await gym.app.sql.query(
    'select * from public.held_messages where step_id = $1',
    [stepId],
  )
  return rows[0]
}

describe('a step with a word that the community holds', () => {
  it('is kept and says so at its place, is appealed, let through, and goes on', async () => {
    await rules({ words: 'poison' })
    const before = calls()
    const run = await start('Dr Poison')
    const [, held] = await untilSteps(run, 'complete', 'held.words', 'waiting')
    expect(calls()).toBe(before)
    const why = `${run}/held/${held?.id}`
    const html = await (await gym.member.get(run)).text()
    expect(words(html)).toContain(failures['held.words'])
    expect(html).toContain(`href="${why}"`)
    expect(words(html)).not.toContain(goOn)

    const logged = gym.app.logged.length
    const page = await text(why)
    expect(batchesSince(gym.app, logged)).toBe(1)
    expect(page).toContain(words(mine.why.words('poison')))
    expect(page).toContain('Hello Dr Poison, how are you?')
    expect(page).toContain(mine.private)
    const row = await heldOf(held?.id)
    const one = gym.path(`admin/held/${row.id}`)
    for (const other of [gym.coach, gym.stranger]) {
      expect((await other.get(why)).status).toBe(404)
      expect((await other.get(one)).status).toBe(404)
    }
    // Not before a coach has looked.
    await gym.member.post(run, { intent: 'resume' })
    await untilSteps(run, 'complete', 'held.words', 'waiting')

    expect((await gym.member.post(why, { held: row.id, message: ' ' })).status).toBe(422)
    const sent = await gym.member.post(why, { held: row.id, message: 'A rock star.' })
    expect(sent.location).toBe(why)
    expect(await text(gym.path('admin/held'), gym.coach)).toContain(heldWords.english.kinds.step)
    const read = await text(one, gym.coach)
    expect(read).toContain('Hello Dr Poison, how are you?')
    expect(read).toContain('A rock star.')
    await gym.coach.post(one, { intent: 'release', note: 'Fine.' })

    expect(await text(why)).toContain(mine.stepReleased)
    const { title, mark } = heldNewsWords.english
    const dashboard = await (await gym.member.get(gym.path('dashboard'))).text()
    expect(words(dashboard)).toContain(mark.released)
    expect(dashboard).toContain(`href="${why}"`)
    expect(await text(run)).toContain(goOn)
    const resumed = await gym.stranger.post(run, { intent: 'resume' })
    expect(resumed.status).toBe(404)
    await gym.member.post(run, { intent: 'resume' })
    // What is filled into the instructions is looked at too.
    await untilSteps(run, 'complete', 'complete', 'held.words')
    expect(await text(gym.path('dashboard'))).not.toContain(title)
    // The step has another id since, and its old address leads to the run.
    expect((await gym.member.get(why)).location).toBe(run)
    expect((await gym.coach.get(why)).status).toBe(404)
    expect(calls()).toBe(before + 1)
  })

  it('that is refused or kept held says so, and no model is asked', async () => {
    await rules({ words: 'poison', does: 'refuse', refusal: 'Please not here.' })
    const before = calls()
    const run = await start('Poison')
    const [, held] = await untilSteps(run, 'complete', 'held.refused', 'waiting')
    const why = `${run}/held/${held?.id}`
    expect(await text(why)).toContain('Please not here.')
    const row = await heldOf(held?.id)
    await gym.member.post(why, { held: row.id, message: 'Please.' })
    await untilSteps(run, 'complete', 'held.words', 'waiting')
    await gym.coach.post(gym.path(`admin/held/${row.id}`), { intent: 'keep', note: '' })
    await untilSteps(run, 'complete', 'held.kept', 'waiting')
    expect(await text(run)).toContain(failures['held.kept'])
    await gym.member.post(run, { intent: 'resume' })
    await untilSteps(run, 'complete', 'held.kept', 'waiting')
    expect(calls()).toBe(before)
  })
})

it('where a coach reads first, a run waits once, and that is said before', async () => {
  await rules({})
  expect(await text(pagePath())).not.toContain(sandboxNoticesWords.english.reviewRuns)
  await rules({ review: 'on' })
  expect(await text(pagePath())).toContain(sandboxNoticesWords.english.reviewRuns)
  const run = await start('Ada')
  const [, held] = await untilSteps(run, 'complete', 'held.review', 'waiting')
  const row = await heldOf(held?.id)
  const one = gym.path(`admin/held/${row.id}`)
  expect(await text(one, gym.coach)).toContain('Hello Ada, how are you?')
  await gym.coach.post(one, { intent: 'release', note: '' })
  await gym.member.post(run, { intent: 'resume' })
  await untilSteps(run, 'complete', 'complete', 'complete')
  await untilSteps(await start('Ada', gym.coach), 'complete', 'complete', 'complete')
})

it('a provider looks before a model is asked, and nobody is asked where it can’t', async () => {
  await rules({ provider: 'on' })
  expect(await text(pagePath())).toContain(sandboxNoticesWords.english.serviceRuns)
  await untilSteps(await start('Ada'), 'complete', 'complete', 'complete')
  expect(service.looked).toEqual(['Hello Ada, how are you?', 'Say more.\n\nAda'])
  const before = calls()
  const run = await start('bomb')
  const [, held] = await untilSteps(run, 'complete', 'held.provider', 'waiting')
  expect(calls()).toBe(before)
  const why = `${run}/held/${held?.id}`
  const row = await heldOf(held?.id)
  expect(row).toMatchObject({ why: 'provider', shared: false })
  await gym.member.post(why, { held: row.id, message: 'It is a film.' })
  await gym.coach.post(gym.path(`admin/held/${row.id}`), { intent: 'release', note: '' })
  await gym.member.post(run, { intent: 'resume' })
  await untilSteps(run, 'complete', 'complete', 'held.provider')
  service.away = true
  const unchecked = await start('Ada')
  await untilSteps(unchecked, 'complete', 'unchecked', 'waiting')
  expect(await text(unchecked)).toContain(failures.unchecked)
  service.away = false
})
