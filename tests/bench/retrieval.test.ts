import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LocalPostgres } from '../../supabase/local/postgres/start-postgres.ts'
import { startTestPostgres } from '../fixtures/postgres.ts'
import { documents } from './retrieval/documents.ts'
import { figuresOf, judge, plantAgent } from './retrieval/judge.ts'
import { heldOut, lookedAt } from './retrieval/questions.ts'

let postgres: LocalPostgres
let sql: pg.Client
let worker: pg.Client
beforeAll(async () => {
  postgres = await startTestPostgres()
  sql = new pg.Client({ connectionString: postgres.superuserUrl })
  worker = new pg.Client({ connectionString: postgres.workerUrl })
  await Promise.all([sql.connect(), worker.connect()])
})
afterAll(async () => {
  await Promise.all([sql?.end(), worker?.end()])
  await postgres?.stop()
})

it('has a hundred questions, of which eighty are answered by one passage and twenty by none', () => {
  const all = [...lookedAt, ...heldOut]
  expect(all).toHaveLength(100)
  expect(all.filter(({ says }) => says === null)).toHaveLength(20)
  for (const { says } of all) {
    const holding = documents.filter(({ body }) => says !== null && body.includes(says))
    expect(holding.length, says ?? '').toBe(says === null ? 0 : 1)
  }
})

it('finds what an agent’s documents say, and nothing where they say nothing', async () => {
  const place = await plantAgent(sql)
  const { recall, silent, unanswerable } = figuresOf(
    await judge(worker, place, [...lookedAt, ...heldOut]),
  )
  expect(recall).toBeGreaterThanOrEqual(0.9)
  expect(silent / unanswerable).toBeGreaterThanOrEqual(0.9)
})
