import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { messageToolsWords } from '~/ui/strings/message-tools'
import { sourcesWords } from '~/ui/strings/sources'
import { saying } from '../../fixtures/scripted-provider'
import type { TestBrowser } from '../../fixtures/test-browser'
import { type Gym, startGym, words } from '../content/gym'
import { batchesOf, begin, hidden, untilStatus } from './talk'

const { again } = sourcesWords.english
const { anew } = messageToolsWords.english

let gym: Gym
let agent: string
beforeAll(async () => {
  gym = await startGym()
})
afterAll(() => gym?.app.stop())

/** What the provider was asked. */
const asked = () => gym.app.provider.calls.length

beforeEach(async () => {
  agent = await gym.make({ intent: 'publish', givenAgain: 'yes' })
  gym.app.provider.always(saying('It is *this*.'))
})

const sandbox = () => gym.path('sandbox').replace(/\/$/, '')
const ask = (message: string, by: TestBrowser = gym.member) => begin(by, message, agent, sandbox())
const pageOf = async (path: string, by = gym.member) => (await by.get(path)).text()

/** Asks, and waits until a model has answered. */
async function answered(message: string, by = gym.member): Promise<string> {
  const path = await ask(message, by)
  await untilStatus(gym.app, path, 'complete')
  // Its run is noted a moment later; without one it is not given.
  await expect
    .poll(async () => {
      const { rowCount } = await gym.app.sql.query(
        `select from public.ai_runs join public.messages on messages.id = ai_runs.message_id
         where messages.conversation_id = $1`,
        [path.split('/').at(-1)],
      )
      return rowCount
    })
    .toBe(1)
  return path
}

describe('the same question again', () => {
  it('has its answer at once, marked, without a model; who asks anew gets another', async () => {
    const first = await answered('What is a lever?', gym.coach)
    expect(await pageOf(first, gym.coach)).not.toContain(again)
    const calls = asked()
    const second = await ask('What is a lever?')
    const html = await pageOf(second)
    expect(html).toContain('It is <em>this</em>.')
    expect(words(html)).toContain(again)
    expect(words(html)).toContain(anew)
    expect(asked()).toBe(calls)
    // The plain form of another try.
    gym.app.provider.always(saying('It is that.'))
    const retry = html.slice(html.indexOf('value="retry"') - 200)
    const answer = await gym.member.post(second, {
      intent: 'retry',
      answer: hidden(retry, 'answer'),
      post_key: hidden(retry, 'post_key'),
    })
    expect(answer.status).toBe(303)
    await untilStatus(gym.app, second, 'complete')
    expect(asked()).toBe(calls + 1)
    const after = await pageOf(second)
    expect(after).toContain('It is that.')
    expect(words(after)).not.toContain(again)
    expect(words(after)).not.toContain(anew)
  })

  it('is told whole to a script, in one round trip', async () => {
    await answered('What is a wheel?', gym.coach)
    const calls = asked()
    let told = ''
    const batches = await batchesOf(gym.app, async () => {
      const page = await gym.member.post('/api/answers', {
        intent: 'send',
        community: sandbox().split('/')[2] ?? '',
        agent,
        message: 'What is a wheel?',
        post_key: crypto.randomUUID(),
      })
      expect(page.status).toBe(200)
      told = await page.text()
    })
    expect(batches).toBe(1)
    expect(told).toContain('event: ids')
    expect(told).toContain('It is *this*.')
    expect(told).toMatch(/event: end\ndata: .*"status":"complete"/)
    expect(told).toContain(again)
    expect(asked()).toBe(calls)
    const ids = JSON.parse(/event: ids\ndata: (.*)/.exec(told)?.[1] ?? '{}')
    const followed = await (await gym.member.get(`/api/answers/${ids.answerId}`)).text()
    expect(followed).toContain(again)
  })

  it('is asked of a model where the coach has not ticked it', async () => {
    agent = await gym.make({ intent: 'publish' })
    await answered('What is a screw?', gym.coach)
    const calls = asked()
    const path = await answered('What is a screw?')
    expect(asked()).toBe(calls + 1)
    expect(words(await pageOf(path))).not.toContain(again)
  })
})

describe('the agent’s form', () => {
  it('keeps the tick, with what it means, in its versions', async () => {
    const page = await gym.coach.get(gym.path(`admin/agents/${agent}`))
    const html = await page.text()
    expect(words(html)).toContain('Give the same answer again to the same question')
    expect(words(html)).toContain('Tick it only where answers are not personal')
    expect(html).toMatch(/<input[^>]*name="givenAgain"[^>]*checked/)
    const { rows } = await gym.app.sql.query(
      `select body -> 'agent' -> 'given_again' as given from public.content_versions where item_id = $1`,
      [agent],
    )
    expect(rows.at(-1)).toEqual({ given: true })
  })
})
