import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveEvent, readEvents } from '~/features/sandbox/live/live-events'
import { gate } from '../../fixtures/scripted-provider'
import type { TestBrowser } from '../../fixtures/test-browser'
import { type Gym, startGym, words } from '../content/gym'
import { begin, reading, send, typed, untilStatus } from './talk'

let gym: Gym
let agent: string
beforeAll(async () => {
  gym = await startGym()
  await gym.app.sql.query(`select public.grant_platform_admin('coach@elsewhere.test')`)
  agent = await gym.make({ intent: 'publish' })
})
afterAll(() => gym?.app.stop())

const page = () => gym.path('admin/budgets')
const sandbox = () => gym.path('sandbox').replace(/\/$/, '')
const none = { personMessages: '', communityMessages: '', personAnswers: '', communityAnswers: '' }
const limit = (limits: Partial<typeof none>, by = gym.coach, intent = 'own') =>
  by.post(page(), { ...none, ...limits, intent })
const ask = (message: string, who = gym.member) => begin(who, message, agent, sandbox())

/** An answer that is being made until it is let end. */
function heldAnswer(text: string): () => void {
  const held = gate()
  gym.app.provider.next(async ({ say, finish }) => {
    await say(text)
    await held.opened
    await finish()
  })
  return held.open
}

describe('limits', () => {
  it('are set by coaches, who see what is wrong beside the field', async () => {
    const wrong = await limit({ personMessages: 'many', communityAnswers: '7' })
    expect(wrong.status).toBe(422)
    const html = await wrong.text()
    expect(words(html)).toContain('Enter a whole number from 1 to 10,000, or nothing.')
    expect(html).toContain('value="many"')
    expect((await limit({ communityAnswers: '0' })).status).toBe(422)
    expect((await limit({ communityAnswers: '10,001' })).status).toBe(422)
    expect((await limit({ communityAnswers: '1,000' })).status).toBe(303)
    const after = await (await gym.coach.get(page())).text()
    expect(after).toContain('value="1000"')
    expect(words(after)).toContain('The limits are saved.')
  })

  it('of the platform are set by super admins alone, and shown to coaches', async () => {
    expect((await limit({ personAnswers: '3' }, gym.coach, 'ceiling')).status).toBe(403)
    expect((await limit({ personAnswers: '3' }, gym.stranger, 'ceiling')).status).toBe(303)
    const shown = words(await (await gym.coach.get(page())).text())
    expect(shown).toContain('At most 3, as whoever runs AI GYM set it.')
    expect(shown).not.toContain('Save the most')
    await limit({}, gym.stranger, 'ceiling')
  })

  it('are for those who run the community', async () => {
    expect((await gym.member.get(page())).status).toBe(403)
    expect((await limit({ personAnswers: '9' }, gym.member)).status).toBe(403)
  })
})

describe('an answer too many', () => {
  it('waits in its page, without a script, and begins by itself', async () => {
    await limit({ communityAnswers: '1' })
    const end = heldAnswer('The first.')
    const first = await ask('First', gym.coach)
    await gym.app.provider.called(0)
    const second = await ask('Second')
    const read = reading(await gym.member.get(second))
    await read.until('You are next. The answer begins by itself.')
    const third = await ask('Third', gym.otherCoach)
    const behind = reading(await gym.otherCoach.get(third))
    await behind.until('1 person is before you.')
    expect(gym.app.provider.calls).toHaveLength(1)
    end()
    await read.until('</html>')
    await behind.until('</html>')
    expect(read.text).toContain('Hello from the scripted provider.')
    // What stood there before is hidden, since nothing can be unwritten.
    expect(read.text).toMatch(/<style nonce="[^"]+">\[data-place="1"\]\{display:none\}<\/style>/)
    for (const path of [first, second, third]) await untilStatus(gym.app, path, 'complete')
  })

  it('tells a script where it stands', async () => {
    await limit({ personAnswers: '1' })
    const end = heldAnswer('The first.')
    const first = await ask('First')
    const response = await gym.member.post('/api/answers', {
      ...{ community: gym.path('').split('/')[2] ?? '', intent: 'send', agent },
      ...{ message: 'Second', post_key: crypto.randomUUID() },
    })
    if (!response.body) throw new Error('no body')
    const seen: LiveEvent[] = []
    for await (const event of readEvents(response.body, 10_000)) {
      seen.push(event)
      if (event.type === 'waits' && event.words) end()
    }
    const [ids, waits, ...rest] = seen.filter(({ type }) => type !== 'alive')
    expect(ids?.type).toBe('ids')
    expect(waits).toMatchObject({
      words: expect.stringContaining('Other answers of yours are still being made.'),
    })
    expect(rest.at(-1)).toMatchObject({ type: 'end', end: { status: 'complete' } })
    expect(rest[0]).toEqual({ type: 'waits', words: null })
    await untilStatus(gym.app, first, 'complete')
  })

  it('is stopped while it waits, and asks no model', async () => {
    await limit({ communityAnswers: '1' })
    const before = gym.app.provider.calls.length
    const end = heldAnswer('The first.')
    const first = await ask('First', gym.coach)
    await gym.app.provider.called(before)
    const waiting = await ask('Second')
    const { id } = await untilStatus(gym.app, waiting, 'streaming')
    await gym.member.post(waiting, { intent: 'stop', answer: id })
    await untilStatus(gym.app, waiting, 'stopped')
    end()
    await untilStatus(gym.app, first, 'complete')
    expect(gym.app.provider.calls).toHaveLength(before + 1)
  })
})

describe('a message too many', () => {
  const wait = /Send it again in \d+ seconds?\./
  const tooMany = async (who: TestBrowser, path: string, text: string) => {
    const refused = await send(who, path, text)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    return refused.text()
  }

  it('says how long to wait and keeps what was written', async () => {
    await limit({ personMessages: '1' })
    const path = await ask('One')
    await untilStatus(gym.app, path, 'complete')
    const html = await tooMany(gym.member, path, 'Two <b>')
    expect(words(html)).toMatch(wait)
    expect(typed(html)).toBe('Two <b>')
    const fields = { agent, message: 'Begins', post_key: crypto.randomUUID() }
    const begun = await gym.member.post(`${sandbox()}?agent=${agent}`, fields)
    expect(begun.status).toBe(429)
    expect(words(await begun.text())).toMatch(wait)
    const scripted = await gym.member.post('/api/answers', {
      ...{ community: gym.path('').split('/')[2] ?? '', intent: 'send', ...fields },
    })
    expect([scripted.status, JSON.parse(await scripted.text()).code]).toEqual([429, 'limited'])
    expect(scripted.headers.get('retry-after')).toMatch(/^\d+$/)
  })
})
