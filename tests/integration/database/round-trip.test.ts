import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyMigrations, rollBack } from '../../../supabase/local/postgres/migrations.ts'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres.ts'
import { authTargets } from '../../fixtures/auth.ts'
import { startTestPostgres } from '../../fixtures/postgres.ts'
import { snapshotCatalogue } from './catalogue-snapshot.ts'

const folder = (name: string) => new URL(`../../../supabase/${name}/`, import.meta.url)
const migrations = readdirSync(folder('migrations')).filter((name) => name.endsWith('.sql'))
const read = (kind: string, name: string) => readFileSync(new URL(name, folder(kind)), 'utf8')

// On the tables of the stand-in, and on the real Auth server's where there is one.
// Never tried once more: each stands on what the one before left, so that a second try can't tell.
describe.each(authTargets)('each migration has a way back (%s)', { retry: 0 }, (target) => {
  let postgres: LocalPostgres
  let client: pg.Client
  beforeAll(async () => {
    postgres = await startTestPostgres({ with: 'auth', auth: target })
    client = new pg.Client({ connectionString: postgres.postgresUrl })
    await client.connect()
  })
  afterAll(async () => {
    await client?.end()
    await postgres?.stop()
  })

  const run = (sql: string) => client.query(`begin; ${sql}\n; commit`)

  test('a rollback of the same name', () => {
    expect(migrations.length).toBeGreaterThan(3)
    expect(readdirSync(folder('rollbacks'))).toEqual(migrations)
  })

  test('an account is there before the first migration, and stays', async () => {
    await client.query(
      `insert into auth.users (id, email, email_confirmed_at)
       values ('01936a00-0000-7000-8000-0000000000aa', 'early@people.test', now())`,
    )
  })

  test.each(migrations)('%s: up, down, up', async (name) => {
    const before = await snapshotCatalogue(client)
    await run(read('migrations', name))
    const after = await snapshotCatalogue(client)
    expect(after).not.toEqual(before)
    await run(read('rollbacks', name))
    expect(await snapshotCatalogue(client)).toEqual(before)
    await run(read('migrations', name))
    expect(await snapshotCatalogue(client)).toEqual(after)
  })

  test('an account from before the migrations has its profile', async () => {
    const { rows } = await client.query('select display_name from public.profiles')
    expect(rows).toEqual([{ display_name: 'early' }])
  })

  test('all the way down, with the demo in it', async () => {
    await client.query(read('seed', '../seed.sql'))
    for (const name of migrations.toReversed()) await run(read('rollbacks', name))
    const left = await snapshotCatalogue(client)
    expect(left.relations?.filter((row) => row.startsWith('["public"'))).toEqual([])
    expect(left.functions?.filter((row) => /"(public|private)\./.test(row))).toEqual([])
    const { rows } = await client.query('select count(*)::int as accounts from auth.users')
    expect(rows).toEqual([{ accounts: 6 }])
    await client.query(`delete from auth.users`)
  })

  test('with the tools that operators use: as the CLI applies it, and back', async () => {
    const before = await snapshotCatalogue(client)
    await applyMigrations(postgres.postgresUrl)
    const after = await snapshotCatalogue(client)
    for (const name of migrations.toReversed()) await rollBack(postgres.postgresUrl, name)
    expect(await snapshotCatalogue(client)).toEqual(before)
    await applyMigrations(postgres.postgresUrl)
    expect(await snapshotCatalogue(client)).toEqual(after)
  }, 120_000)
})
