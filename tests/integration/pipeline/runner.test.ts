import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Batch } from '~/data/batch'
import { ConnectionPoolObject } from '~/data/pool-object.server'
import { createRunner } from '~/data/runner.server'
import type { Env } from '~/platform/env.server'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres'
import { MemoryObjects } from '../../fixtures/memory-objects'
import { startTestPostgres } from '../../fixtures/postgres'

let postgres: LocalPostgres
const batch: Batch = {
  claims: null,
  statements: [{ sql: 'select current_user as who', parameters: [], access: 'read' }],
}

beforeAll(async () => {
  postgres = await startTestPostgres({ with: 'migrated' })
})

afterAll(() => postgres?.stop())

it('takes Hyperdrive where it is bound, and puts the connection away after the batch', async () => {
  const env = { HYPERDRIVE: { connectionString: postgres.workerUrl } } as unknown as Env
  const later: Promise<unknown>[] = []
  const result = await createRunner(env, (work) => later.push(work))(batch)
  expect(result).toMatchObject({ committed: true, results: [{ rows: [{ who: 'anon' }] }] })
  expect(later).toHaveLength(1)
  await Promise.all(later)
})

it('takes the pool objects otherwise, and keeps their connections', async () => {
  const objects = new MemoryObjects()
  const bindings = {
    APP_URL: 'http://127.0.0.1',
    SUPABASE_URL: 'http://127.0.0.1',
    SUPABASE_ANON_KEY: 'public',
    DATABASE_URL: postgres.workerUrl,
  }
  const env = {
    ...bindings,
    CONNECTIONS: objects.namespace(ConnectionPoolObject, () => bindings),
  } as unknown as Env
  const run = createRunner(env, () => {})
  const results = await Promise.all(Array.from({ length: 8 }, () => run(batch)))
  for (const { committed } of results) expect(committed).toBe(true)
})

it('says unavailable where there is no way to Postgres at all', () => {
  expect(() => createRunner({} as Env, () => {})).toThrow('unavailable')
})
