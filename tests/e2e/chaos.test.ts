import { afterAll, beforeAll, expect, it } from 'vitest'
import { runChaos } from '../chaos/run-chaos'
import { type ServedApp, startServedApp } from '../fixtures/served-app'

// A small size of `npm run test:chaos`, which says in its own head what it does.
let app: ServedApp

beforeAll(async () => {
  app = await startServedApp()
})
afterAll(async () => {
  await app?.stop()
})

it('no word is lost or doubled, whatever is cut', { timeout: 120_000 }, async () => {
  const report = await runChaos(app, { chunks: 10, lanes: 5, seed: 7 })
  expect(report.complaints).toEqual([])
  expect(report).toMatchObject({ lost: 0, doubled: 0, worker: 10, model: 10 })
  expect(report.modelCalls).toBe(report.expectedCalls)
  expect(report.runs).toBe(report.expectedRuns)
})
