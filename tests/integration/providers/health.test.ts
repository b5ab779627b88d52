import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Gym, startGym, words } from '../content/gym'
import { begin, untilStatus } from '../sandbox/talk'

let gym: Gym
let agent: string
beforeAll(async () => {
  gym = await startGym()
  await gym.app.sql.query(`select public.grant_platform_admin('coach@elsewhere.test')`)
  agent = await gym.make({ intent: 'publish' })
})
afterAll(() => gym?.app.stop())

const page = async () => words(await (await gym.stranger.get('/admin/providers')).text())
const ask = (message: string) =>
  begin(gym.member, message, agent, gym.path('sandbox').replace(/\/$/, ''))

it('says that nothing was answered yet', async () => {
  expect(await page()).toContain('Nothing was answered in the last 24 hours')
})

it('shows how models did, with the class of the last failure and nothing that was said', async () => {
  await untilStatus(gym.app, await ask('How do I begin?'), 'complete')
  gym.app.provider.next((answer) => answer.fail(401, { message: 'bad key sk-0123456789' }))
  await untilStatus(gym.app, await ask('A secret question'), 'failed')
  const shown = await page()
  expect(shown).toContain('scripted , not in the list of models')
  expect(shown).toMatch(/2 50 % [\d,]+ ms refused the request or its key/)
  expect(shown).not.toContain('sk-0123456789')
  expect(shown).not.toContain('secret question')
})
