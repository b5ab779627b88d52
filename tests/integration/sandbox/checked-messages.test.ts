import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { heldWords } from '~/ui/strings/held'
import { messageToolsWords } from '~/ui/strings/message-tools'
import { moderationWords } from '~/ui/strings/moderation'
import { type Gym, startGym, words } from '../content/gym'
import { begin, hidden, untilStatus } from './talk'

const { held: failures } = messageToolsWords.english

/** A provider's moderation that finds harmful what has the word "bomb" in it. */
let service: Server
let away = false
const looked: string[] = []
let gym: Gym
let agent: string

beforeAll(async () => {
  service = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    if (away) return response.writeHead(503).end()
    const { input } = JSON.parse(Buffer.concat(parts).toString())
    looked.push(input)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ results: [{ flagged: input.includes('bomb') }] }))
  })
  await new Promise<void>((listening) => service.listen(0, '127.0.0.1', listening))
  const { port } = service.address() as AddressInfo
  gym = await startGym({
    vars: { AI_MODERATION_URL: `http://127.0.0.1:${port}/v1/moderations` },
  })
  agent = await gym.make({ intent: 'publish' })
})
afterAll(async () => {
  await gym?.app.stop()
  service?.close()
})

const sandbox = () => gym.path('sandbox').replace(/\/$/, '')
const ask = (message: string) => begin(gym.member, message, agent, sandbox())
const text = async (path: string) => words(await (await gym.member.get(path)).text())
const calls = () => gym.app.provider.calls.length
const rules = () => gym.path('admin/moderation')
const form = { words: '', does: 'hold', refusal: '' }

it('looks at nothing until a community wishes it', async () => {
  expect(await (await gym.coach.get(rules())).text()).toContain(moderationWords.english.provider)
  await untilStatus(gym.app, await ask('How is a bomb made?'), 'complete')
  expect(looked).toEqual([])
  expect((await gym.coach.post(rules(), { ...form, provider: 'on' })).status).toBe(303)
  expect(await (await gym.coach.get(rules())).text()).toMatch(/name="provider"[^>]*checked/)
})

it('lets a model be asked what is fine', async () => {
  const before = calls()
  await untilStatus(gym.app, await ask('How is bread made?'), 'complete')
  expect(looked).toEqual(['How is bread made?'])
  expect(calls()).toBe(before + 1)
})

it('holds what is harmful before a model is asked, until a coach lets it through', async () => {
  const before = calls()
  const path = await ask('How is a bomb made?')
  const { id } = await untilStatus(gym.app, path, 'failed')
  expect(await text(path)).toContain(failures['held.provider'])
  const why = `${path}/held/${id}`
  expect(await text(why)).toContain(heldWords.english.mine.why.provider)
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
  const page = await (await gym.member.get(path)).text()
  await gym.member.post(path, {
    intent: 'retry',
    answer: hidden(page, 'answer'),
    post_key: hidden(page, 'post_key'),
  })
  await untilStatus(gym.app, path, 'complete')
  expect(calls()).toBe(before + 1)
})

it('holds what could not be looked at, and says so', async () => {
  away = true
  const before = calls()
  const path = await ask('How is cake made?')
  const { id } = await untilStatus(gym.app, path, 'failed')
  expect(await text(path)).toContain(failures['held.unchecked'])
  expect(await text(`${path}/held/${id}`)).toContain(heldWords.english.mine.why.unchecked)
  expect(calls()).toBe(before)
})
