import { execFileSync } from 'node:child_process'
import {
  createReadStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
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

const isAttached = async (month: string) => {
  const rows = await db.asPostgres(
    `select from pg_inherits where inhrelid = to_regclass('private.${month}')`,
  )
  return rows.length === 1
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

test('a full disk is told in a line, with where the month is; the next run goes on with it', async () => {
  // What is written to this device meets a full disk.
  const draft = join(folder, 'tallies_2030_04.ndjson.gz.part')
  symlinkSync('/dev/full', draft)
  const all = await count('private.tallies_2030_04')
  await expect(at('2030-08-01T00:00:00Z')).rejects.toThrow(
    /^The disk is full: .* has no room.* tallies_2030_04 is missing from public\.tallies meanwhile, and whole in private\.tallies_2030_04/,
  )
  expect(await count('private.tallies_2030_04')).toBe(all)
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
    await expect(at('2030-09-01T00:00:00Z')).rejects.toThrow(
      'tallies_2030_05 is in use: it stays where it is. Try again.',
    )
    expect(await isAttached('tallies_2030_05')).toBe(true)
    expect(readdirSync(folder)).not.toContain('tallies_2030_05.json')
  } finally {
    await other.end()
  }
  const archived = await at('2030-09-01T00:00:00Z')
  expect(archived.map(({ month }) => month)).toEqual(['tallies_2030_05'])
})

/** Archives while the file of a month cannot be written: nobody reads from the pipe in its place. */
async function whileWriting(time: string, month: string, work: () => Promise<void>) {
  const pipe = join(folder, `${month}.ndjson.gz.part`)
  execFileSync('mkfifo', [pipe])
  const run = at(time).catch((error: Error) => error)
  try {
    await vi.waitFor(
      async () => {
        const locks = await db.asPostgres(
          `select from pg_locks where mode = 'ShareLock' and granted
             and relation = to_regclass('private.${month}')`,
        )
        expect(locks).toHaveLength(1)
      },
      { timeout: 10_000 },
    )
    await work()
  } finally {
    createReadStream(pipe).resume()
  }
  return run
}

test('a row that is changed by what is not its key waits for no month that is being written', async () => {
  await db.asPostgres(
    `insert into public.tallies values (private.uuidv7_at('2030-08-05'), 'an answer', 1)`,
  )
  const ended = await whileWriting('2030-10-01T00:00:00Z', 'tallies_2030_06', async () => {
    await db.asPostgres(`set statement_timeout = '2s'`)
    try {
      await db.asPostgres(`update public.tallies set amount = 2 where words = 'an answer'`)
    } finally {
      await db.asPostgres('reset statement_timeout')
    }
  })
  // A pipe is not a disk that a file could reach.
  expect(`${ended}`).toMatch(/fsync.* tallies_2030_06 is missing from public\.tallies meanwhile/)
  const archived = await at('2030-10-01T00:00:00Z')
  expect(archived.map(({ month }) => month)).toEqual(['tallies_2030_06'])
})

test('a month of the audit stays in its table while its file is written', async () => {
  await db.asPostgres(
    `select private.ensure_month_partitions('public.security_audit', '2020-01-01', 1)`,
  )
  const ended = await whileWriting('2022-03-01T00:00:00Z', 'security_audit_2020_01', async () => {
    expect(await isAttached('security_audit_2020_01')).toBe(true)
  })
  expect(`${ended}`).toMatch(/fsync/)
  expect(await isAttached('security_audit_2020_01')).toBe(true)
  await at('2022-03-01T00:00:00Z')
  expect(readdirSync(folder)).toContain('security_audit_2020_01.json')
})

test('a lock that each of two waits for is told like one that is held too long', async () => {
  await db.asPostgres(
    `create function public.stuck() returns trigger language plpgsql as
       $$begin raise sqlstate '40P01'; end$$;
     create trigger stuck before insert on public.security_audit
       for each row when (new.subject_id = 'tallies_2030_07') execute function public.stuck()`,
  )
  await expect(at('2030-11-01T00:00:00Z')).rejects.toThrow(
    /^tallies_2030_07 is in use: .*goes on with it\.$/,
  )
  await db.asPostgres('drop function public.stuck cascade')
  const archived = await at('2030-11-01T00:00:00Z')
  expect(archived.map(({ month }) => month)).toEqual(['tallies_2030_07'])
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
