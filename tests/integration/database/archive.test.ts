import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { archiveMonths, readArchive } from '../../../supabase/archive/archive-months.ts'
import { startTestDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
let folder: string
beforeAll(async () => {
  db = await startTestDatabase()
  folder = mkdtempSync(join(tmpdir(), 'aigym-archive-'))
  await db.asPostgres(`
    create table public.tallies (
      id uuid primary key, words text, amount numeric(12, 6), marks text[], details jsonb, at timestamptz
    ) partition by range (id);
    select private.register_partitions('public.tallies', 3);
    select private.ensure_month_partitions('public.tallies', '2030-01-01', 8);
    insert into public.tallies
    select private.uuidv7_at('2030-01-05'::timestamptz + n * interval '1 hour'),
      'line "' || n || E'"\\nשלום', n / 7.0, array['a', null, '{"x"}'], '{"n": 1.50}', now()
    from generate_series(1, 2100) as n`)
})
afterAll(async () => {
  if (folder) rmSync(folder, { recursive: true })
  await db?.stop()
})

const at = async (time: string) => {
  const archived = await archiveMonths(db.postgres.postgresUrl, folder, new Date(time))
  // The months that stand ready today, and those of the product's own tables, are old then, too.
  return archived.filter(({ month }) => month.startsWith('tallies_2030'))
}
const count = async (table: string) => {
  const [row] = await db.asPostgres(`select count(*)::int as n from ${table}`)
  return row?.n as number
}

const audited = () =>
  db.asPostgres(
    `select action, community_id, actor_ref, subject_kind, subject_id, details
     from public.security_audit where subject_id like 'tallies_2030%' order by id`,
  )

test('what is old enough leaves as the clock moves, and is read back as it was', async () => {
  const before = await db.asPostgres(
    `select to_jsonb(t)::text as line from private.tallies_2030_01 as t order by id`,
  )
  expect(await at('2030-04-30T23:00:00Z')).toEqual([])
  const archived = await at('2030-05-01T00:00:00Z')
  expect(archived).toMatchObject([
    { parent: 'public.tallies', month: 'tallies_2030_01', rows: before.length },
  ])
  expect(await count('public.tallies')).toBe(2100 - before.length)
  expect(await at('2030-05-01T00:00:00Z')).toEqual([])

  const table = await readArchive(db.postgres.postgresUrl, folder, 'tallies_2030_01')
  expect(
    await db.asPostgres(`select to_jsonb(t)::text as line from ${table} as t order by id`),
  ).toEqual(before)
  // Who, what, how many, which: one row each time, in the same transaction.
  const told = { table: 'public.tallies', rows: before.length, role: 'postgres' }
  const row = { ...{ community_id: null, actor_ref: null, subject_kind: 'month' } }
  const details = { ...told, sha256: archived[0]?.sha256 }
  expect(await audited()).toEqual([
    { ...row, action: 'archive.month-archived', subject_id: 'tallies_2030_01', details },
    { ...row, action: 'archive.month-read-back', subject_id: 'tallies_2030_01', details },
  ])
  const stranger = await db.createPerson('stranger')
  await expect(db.as(stranger, `select from ${table}`)).rejects.toMatchObject({ code: '42501' })
})

test('a month that an earlier run left detached goes on', async () => {
  await db.asPostgres('alter table public.tallies detach partition private.tallies_2030_02')
  const archived = await at('2030-06-01T00:00:00Z')
  expect(archived.map(({ month }) => month)).toEqual(['tallies_2030_02'])
})

test('a month whose leaving the audit can’t be told of stays', async () => {
  await db.asPostgres('alter function private.write_audit rename to write_nothing')
  try {
    await expect(at('2030-07-01T00:00:00Z')).rejects.toThrow(/write_audit/)
    expect(await count('private.tallies_2030_03')).toBeGreaterThan(0)
  } finally {
    await db.asPostgres('alter function private.write_nothing rename to write_audit')
  }
  const archived = await at('2030-07-01T00:00:00Z')
  expect(archived.map(({ month }) => month)).toEqual(['tallies_2030_03'])
  expect((await audited()).map(({ subject_id }) => subject_id).slice(-1)).toEqual([
    'tallies_2030_03',
  ])
})

test('a full disk is told in a line, and the month stays where it was', async () => {
  // What is written to this device meets a full disk.
  const draft = join(folder, 'tallies_2030_04.ndjson.gz.part')
  symlinkSync('/dev/full', draft)
  const all = await count('public.tallies')
  await expect(at('2030-08-01T00:00:00Z')).rejects.toThrow(/^The disk is full: .* has no room/)
  expect(await count('public.tallies')).toBe(all)
  expect(readdirSync(folder).filter((name) => name.includes('2030_04'))).toEqual([])
  const archived = await at('2030-08-01T00:00:00Z')
  expect(archived.map(({ month }) => month)).toEqual(['tallies_2030_04'])
})

test('two runs at once: the second one says so and does nothing', async () => {
  const other = new pg.Client({ connectionString: db.postgres.postgresUrl })
  await other.connect()
  try {
    await other.query(`select pg_advisory_lock(hashtextextended('aigym.archive', 0))`)
    await expect(at('2030-09-01T00:00:00Z')).rejects.toThrow('Months are being archived already.')
  } finally {
    await other.end()
  }
})

test('a month that somebody is at stays, and leaves with the next run', async () => {
  const other = new pg.Client({ connectionString: db.postgres.postgresUrl })
  await other.connect()
  try {
    await other.query('begin; lock table public.tallies in access share mode')
    await expect(at('2030-09-01T00:00:00Z')).rejects.toThrow(/^tallies_2030_05 is in use/)
    expect(await count('private.tallies_2030_05')).toBe(0)
    expect(readdirSync(folder)).toContain('tallies_2030_05.json')
  } finally {
    await other.end()
  }
  // Its file is written anew.
  const archived = await at('2030-09-01T00:00:00Z')
  expect(archived.map(({ month }) => month)).toEqual(['tallies_2030_05'])
})

test('messages never leave by month', async () => {
  await db.asPostgres(`select private.ensure_month_partitions('public.messages', '2020-01-01', 1)`)
  await at('2020-01-01T00:00:00Z')
  await at('2040-01-01T00:00:00Z')
  expect(readdirSync(folder).filter((name) => name.startsWith('messages'))).toEqual([])
})

test('a file that was changed is not read back', async () => {
  const file = join(folder, 'tallies_2030_02.ndjson.gz')
  const bytes = readFileSync(file)
  bytes[bytes.length - 20] = (bytes.at(-20) ?? 0) ^ 1
  writeFileSync(file, bytes)
  await expect(readArchive(db.postgres.postgresUrl, folder, 'tallies_2030_02')).rejects.toThrow(
    /was changed/,
  )
  expect(
    await db.asPostgres(`select to_regclass('private.archived_tallies_2030_02') as t`),
  ).toEqual([{ t: null }])
})
