import { afterAll, beforeAll, expect, it } from 'vitest'
import { heldMineWords } from '~/ui/strings/held-mine'
import { messageToolsWords } from '~/ui/strings/message-tools'
import { moderationWords } from '~/ui/strings/moderation'
import { sandboxNoticesWords } from '~/ui/strings/sandbox-notices'
import { sandboxProblemWords } from '~/ui/strings/sandbox-problems'
import { type ModerationService, startModerationService } from '../../fixtures/moderation-service'
import { type Gym, startGym, words } from '../content/gym'
import { begin, hidden, send, untilStatus } from './talk'

const { held: failures } = messageToolsWords.english

let service: ModerationService
let gym: Gym
let agent: string

beforeAll(async () => {
  service = await startModerationService()
  gym = await startGym({ vars: { AI_MODERATION_URL: service.url } })
  agent = await gym.make({ intent: 'publish' })
})
afterAll(async () => {
  await gym?.app.stop()
  service?.stop()
})

const sandbox = () => gym.path('sandbox').replace(/\/$/, '')
const ask = (message: string) => begin(gym.member, message, agent, sandbox())
const text = async (path: string) => words(await (await gym.member.get(path)).text())
const calls = () => gym.app.provider.calls.length
const rules = () => gym.path('admin/moderation')
const again = async (path: string) => {
  const page = await (await gym.member.get(path)).text()
  await gym.member.post(path, {
    intent: 'retry',
    answer: hidden(page, 'answer'),
    post_key: hidden(page, 'post_key'),
  })
}
const form = { words: '', does: 'hold', refusal: '' }

it('looks at nothing until a community wishes it', async () => {
  expect(await (await gym.coach.get(rules())).text()).toContain(moderationWords.english.provider)
  await untilStatus(gym.app, await ask('How is a bomb made?'), 'complete')
  expect(service.looked).toEqual([])
  const begun = `${sandbox()}?agent=${agent}`
  expect(await text(begun)).not.toContain(sandboxNoticesWords.english.service)
  expect((await gym.coach.post(rules(), { ...form, provider: 'on' })).status).toBe(303)
  expect(await (await gym.coach.get(rules())).text()).toMatch(/name="provider"[^>]*checked/)
  // Members are told, before they write and where they go on.
  expect(await text(begun)).toContain(sandboxNoticesWords.english.service)
})

it('lets a model be asked what is fine', async () => {
  const before = calls()
  const path = await ask('How is bread made?')
  await untilStatus(gym.app, path, 'complete')
  expect(await text(path)).toContain(sandboxNoticesWords.english.service)
  expect(service.looked).toEqual(['How is bread made?'])
  expect(calls()).toBe(before + 1)
})

it('holds what is harmful before a model is asked, until a coach lets it through', async () => {
  const before = calls()
  const path = await ask('How is a bomb made?')
  const { id } = await untilStatus(gym.app, path, 'failed')
  expect(await text(path)).toContain(failures['held.provider'])
  const why = `${path}/held/${id}`
  expect(await text(why)).toContain(heldMineWords.english.why.provider)
  expect(calls()).toBe(before)
  const { rows } = await gym.app.sql.query(
    `select h.id, r.input_tokens, r.output_tokens from public.held_messages h
     left join public.ai_runs r on r.message_id = $1 where h.why = 'provider'`,
    [id],
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ input_tokens: 0, output_tokens: 0 })

  await gym.member.post(why, { held: rows[0].id, message: 'For a bath.' })
  const one = gym.path(`admin/held/${rows[0].id}`)
  expect(words(await (await gym.coach.get(one)).text())).toContain('How is a bomb made?')
  await gym.coach.post(one, { intent: 'release', note: '' })
  const seen = service.looked.length
  await again(path)
  await untilStatus(gym.app, path, 'complete')
  expect(calls()).toBe(before + 1)
  expect(service.looked).toHaveLength(seen)
})

it('has no model asked while nobody can look, says so, and looks with the next try', async () => {
  service.away = true
  const before = calls()
  const path = await ask('How is cake made?')
  const { id, failure } = await untilStatus(gym.app, path, 'failed')
  expect(failure).toBe('unchecked')
  expect(await text(path)).toContain(sandboxProblemWords.english.failures.unchecked)
  expect(calls()).toBe(before)
  const { rows } = await gym.app.sql.query(
    `select (select count(*)::integer from public.held_messages where text like '%cake%') as held,
       (select input_tokens from public.ai_runs where message_id = $1) as tokens`,
    [id],
  )
  expect(rows[0]).toEqual({ held: 0, tokens: 0 })
  expect(gym.app.logged).toContainEqual(
    expect.objectContaining({ event: 'moderation.refused', status: 503 }),
  )

  service.away = false
  service.looked.length = 0
  await again(path)
  await untilStatus(gym.app, path, 'complete')
  expect(service.looked).toEqual(['How is cake made?'])
  expect(calls()).toBe(before + 1)
})

it('looks with the next message at what nobody could look at before', async () => {
  service.away = true
  const path = await ask('A bomb, please.')
  await untilStatus(gym.app, path, 'failed')
  service.away = false
  service.looked.length = 0
  const before = calls()
  await send(gym.member, path, 'Answer what I said before.')
  await expect
    .poll(async () => (await untilStatus(gym.app, path, 'failed')).failure)
    .toBe('held.provider')
  expect(service.looked).toEqual(['A bomb, please.\n\nAnswer what I said before.'])
  expect(calls()).toBe(before)
})
