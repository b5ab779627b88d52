import { afterAll, beforeAll, expect, it } from 'vitest'
import { HELD, rush, type Servers, secondsUntilReturned, startServers } from './budgets/rush.ts'

let servers: Servers
beforeAll(async () => {
  servers = await startServers(10)
})
afterAll(() => servers?.stop())

it('spends a budget to its end and no further, however many ask at once', async () => {
  const limit = 60 * HELD
  const options = { people: 150, connections: 10, of: 'tokens', limit, toTheEnd: true } as const
  const { refused, overspent, wronglyRefused, share } = await rush(servers, options)
  expect({ overspent, wronglyRefused }).toEqual({ overspent: 0, wronglyRefused: 0 })
  expect(refused).toBeGreaterThan(0)
  expect(share).toBeGreaterThan(0.98)
}, 60_000)

it('refuses nobody where there is enough for all', async () => {
  const limit = 100 * HELD
  const options = { people: 100, connections: 10, of: 'money', limit, toTheEnd: false } as const
  expect((await rush(servers, options)).refused).toBe(0)
}, 60_000)

it('gives back within a minute what is held for a call that died', async () => {
  expect(await secondsUntilReturned(servers)).toBeLessThanOrEqual(60)
}, 60_000)
