import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LocalPostgres } from '../../supabase/local/postgres/start-postgres'
import { withClient } from '../../supabase/local/postgres/with-client'
import { projectRoot, type Stack, startStack } from '../../supabase/local/stack'
import { buildWorker } from '../../supabase/local/worker/build'
import { startTestPostgres } from '../fixtures/postgres'
import { unmeasured } from './hot-statements'

let postgres: LocalPostgres
let stack: Stack
let dataDir: string

beforeAll(async () => {
  await buildWorker(projectRoot, (line) => console.log(line))
  postgres = await startTestPostgres({ with: 'seeded' })
  dataDir = await mkdtemp(path.join(tmpdir(), 'aigym-hyperdrive-'))
  stack = await startStack({
    dataDir,
    port: 0,
    postgres,
    say: () => {},
    vars: {},
    // A dead address: whatever reaches Postgres went through the binding.
    databaseUrl: () => 'postgres://nobody:nothing@127.0.0.1:9/nowhere',
    hyperdrives: { HYPERDRIVE: postgres.workerUrl },
  })
})

afterAll(async () => {
  if (postgres) expect(await withClient(postgres.superuserUrl, unmeasured)).toEqual([])
  await stack?.stop()
  await postgres?.stop()
  if (dataDir) await rm(dataDir, { recursive: true, force: true })
})

it('reaches Postgres through a Hyperdrive binding on workerd', async () => {
  for (let times = 0; times < 5; times += 1) {
    const ready = await fetch(`${stack.url}/readyz`)
    expect(await ready.json()).toMatchObject({ status: 'ready', database: 'ready' })
  }
})
