import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Gym, startGym, words } from '../content/gym'

let gym: Gym
beforeAll(async () => {
  gym = await startGym({ vars: { SEALING_KEYS: undefined } })
  await gym.app.sql.query(`select public.grant_platform_admin('coach@elsewhere.test')`)
})
afterAll(() => gym?.app.stop())

it('keeps no key where the environment has nothing to seal it with, and says so', async () => {
  const path = '/admin/providers'
  const page = await (await gym.stranger.get(path)).text()
  expect(words(page)).toContain('SEALING_KEYS is missing in the environment')
  expect(page).not.toContain('name="secret"')
  expect(words(await (await gym.coach.get(gym.path('admin/providers'))).text())).toContain(
    'whoever runs AI GYM has not given it what keys are sealed with',
  )
  const refused = await gym.stranger.post(path, {
    intent: 'keep',
    place: 'openai',
    secret: 'sk-0123456789abcdef',
  })
  expect(refused.status).toBe(503)
  expect(await refused.text()).not.toContain('sk-0123456789abcdef')
  const { rows } = await gym.app.sql.query('select from public.provider_keys')
  expect(rows).toEqual([])
})
