import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  applyMigrations,
  fingerprint,
  rollBack,
  seed,
} from '../../../supabase/local/postgres/migrations.ts'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres.ts'
import { allowWorkerLogin } from '../../../supabase/local/postgres/worker-login.ts'
import { rollBackDatabase } from '../../../supabase/roll-back.ts'
import { startTestPostgres } from '../../fixtures/postgres.ts'

const one = '20260101000000_one'
const two = '20260102000000_two'

describe('migrations', () => {
  let postgres: LocalPostgres
  let url: string
  let workDir: string

  beforeAll(async () => {
    postgres = await startTestPostgres({ with: 'empty' })
  })
  afterAll(async () => postgres?.stop())

  // A database and a project of its own for each test.
  beforeEach(async (context) => {
    const name = `m${context.task.id.replaceAll(/\W/g, '')}`
    await sql(postgres.postgresUrl, `create database ${name}`)
    const address = new URL(postgres.postgresUrl)
    address.pathname = `/${name}`
    url = address.href
    workDir = mkdtempSync(join(tmpdir(), 'aigym-project-'))
    return () => rmSync(workDir, { recursive: true, force: true })
  })

  async function sql<Row extends pg.QueryResultRow>(at: string, text: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: at })
    await client.connect()
    try {
      return (await client.query<Row>(text)).rows
    } finally {
      await client.end()
    }
  }

  function write(path: string, text: string): void {
    const file = join(workDir, 'supabase', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }

  test('are applied once, in order, each told', async () => {
    write(`migrations/${one}.sql`, 'create table public.one (id int);')
    write(
      `migrations/${two}.sql`,
      'alter table public.one add word text; insert into public.one values (1);',
    )
    write('migrations/notes.md', 'not a migration')
    const lines: string[] = []
    await applyMigrations(url, { workDir, log: (line) => lines.push(line) })
    await applyMigrations(url, { workDir, log: (line) => lines.push(line) })
    expect(lines).toEqual([`Applying migration ${one}.sql...`, `Applying migration ${two}.sql...`])
    expect(await sql(url, 'select * from public.one')).toEqual([{ id: 1, word: null }])
  })

  test('that were edited afterwards are noticed; other line ends are no edit', async () => {
    write(`migrations/${one}.sql`, 'create table public.one\n(id int);\n')
    await applyMigrations(url, { workDir })
    write(`migrations/${one}.sql`, 'create table public.one\r\n(id int);\r\n')
    await applyMigrations(url, { workDir })
    write(`migrations/${one}.sql`, 'create table public.one (id bigint);')
    await expect(applyMigrations(url, { workDir })).rejects.toThrow(
      /^The migration 20260101000000_one\.sql was edited after it was applied[^\n]*$/,
    )
  })

  test('that the CLI applied on its own and were edited since are noticed too', async () => {
    write(
      `migrations/${one}.sql`,
      '-- One.\ncreate table public.one (id int);\n\n-- Two; more.\nselect 1;\n',
    )
    await applyMigrations(url, { workDir })
    await sql(url, 'drop table supabase_migrations.checksums')
    await applyMigrations(url, { workDir })
    await sql(url, 'drop table supabase_migrations.checksums')
    write(`migrations/${one}.sql`, 'create table public.one (id int); select 2;')
    write(`migrations/${two}.sql`, 'create table public.two ();')
    await expect(applyMigrations(url, { workDir })).rejects.toThrow(
      /^The migration 20260101000000_one\.sql was edited after it was applied/,
    )
    expect(await sql(url, `select to_regclass('public.two') as two`)).toEqual([{ two: null }])
  })

  test('do not wait long for a lock, so that nobody waits long behind them', async () => {
    write(`migrations/${one}.sql`, 'create table public.one (id int);')
    await applyMigrations(url, { workDir })
    write(`migrations/${two}.sql`, 'alter table public.one add column word text;')
    write(`rollbacks/${one}.sql`, 'drop table public.one;')
    const reader = new pg.Client({ connectionString: url })
    await reader.connect()
    try {
      await reader.query('begin; select * from public.one')
      const startedAt = performance.now()
      await expect(applyMigrations(url, { workDir })).rejects.toThrow(
        /^Migrations failed: [^\n]*lock timeout[^\n]*two\.sql/,
      )
      await expect(rollBack(url, one, { workDir })).rejects.toThrow(
        /^The rollback of 20260101000000_one failed, and nothing was changed: somebody holds a table/,
      )
      expect(performance.now() - startedAt).toBeLessThan(25_000)
    } finally {
      await reader.end()
    }
    await applyMigrations(url, { workDir })
  })

  test('taken back, say first what would be lost, and go on only when told', async () => {
    const text = `create table public.kept (id int, word text);
      create table public.rebuilt (id int);
      create table public.empty (id int);
      create table private.notes (id int);`
    write(`migrations/${one}.sql`, `create schema private; ${text}`)
    write(
      `rollbacks/${one}.sql`,
      `drop table public.empty; drop table private.notes;
       alter table public.kept drop column word, add column more int;
       delete from public.kept where id = 3;
       create table public.next as select * from public.rebuilt limit 1;
       drop table public.rebuilt; alter table public.next rename to rebuilt;`,
    )
    await applyMigrations(url, { workDir })
    await sql(
      url,
      `insert into public.kept values (1, 'a'), (2, null), (3, 'b');
       insert into public.rebuilt values (1), (2), (3);
       insert into private.notes select generate_series(1, 1200);`,
    )
    const heard: string[][] = []
    const refused = rollBack(url, one, {
      workDir,
      confirm(losses) {
        heard.push(losses)
        return false
      },
    })
    await expect(refused).rejects.toThrow('Nothing was rolled back: 20260101000000_one stays.')
    expect(heard).toEqual([
      [
        'private.notes: 1,200 rows',
        'public.rebuilt: 2 rows',
        'public.kept.word: what it says in 2 rows',
        'public.kept: 1 row deleted',
      ],
    ])
    expect(await sql(url, 'select word from public.kept where id = 3')).toEqual([{ word: 'b' }])

    const lines: string[] = []
    const env = { ADMIN_DATABASE_URL: url }
    const command = { env, workDir, words: [], say: (line: string) => lines.push(line) }
    await expect(rollBackDatabase(command)).rejects.toThrow(/^Nothing was rolled back/)
    expect(lines[0]).toMatch(/^Rolling back 20260101000000_one in the database at .* LOSES:$/)
    expect(lines[1]).toBe('  private.notes: 1,200 rows')
    expect(lines.at(-1)).toMatch(/add --yes if that may go/)
    const no = rollBackDatabase({ ...command, ask: async () => 'y' })
    await expect(no).rejects.toThrow(/^Nothing was rolled back/)
    expect(await sql(url, 'select from public.kept')).toHaveLength(3)

    await rollBackDatabase({ ...command, words: ['--yes'] })
    expect(lines.at(-2)).toMatch(/^Rolled back 20260101000000_one in/)
    expect(await sql(url, 'select * from public.kept order by id')).toEqual([
      { id: 1, more: null },
      { id: 2, more: null },
    ])
    await expect(rollBackDatabase(command)).rejects.toThrow(
      'No migration was applied to this database.',
    )
  })

  test('that lose nothing are taken back unasked', async () => {
    write(`migrations/${one}.sql`, 'create table public.one (id int);')
    write(`rollbacks/${one}.sql`, 'drop table public.one;')
    await applyMigrations(url, { workDir })
    await rollBack(url, one, { workDir, confirm: () => expect.unreachable() })
  })

  test('are told to the audit as they go', async () => {
    write(
      `migrations/${one}.sql`,
      `create schema if not exists private;
       create table private.told (action text, subject text);
       create function private.write_audit(
         text, uuid, text, text, jsonb default '{}', text default 'done', uuid default null
       ) returns uuid language sql as
       'insert into private.told values ($1, $4) returning null::uuid';`,
    )
    write(`migrations/${two}.sql`, 'create table public.two (id int);')
    write(`rollbacks/${two}.sql`, 'drop table public.two;')
    await applyMigrations(url, { workDir })
    const env = { ADMIN_DATABASE_URL: url }
    await rollBackDatabase({ env, workDir, words: [], say: () => {} })
    expect(await sql(url, 'select * from private.told')).toEqual([
      { action: 'database.rolled-back', subject: two },
    ])
  })

  test('that fail say where and why in one line, and change nothing', async () => {
    write(`migrations/${one}.sql`, 'create table public.one (id int);')
    write(`migrations/${two}.sql`, 'create table public.two (id int); select 1 / 0;')
    await expect(applyMigrations(url, { workDir })).rejects.toThrow(
      /^Migrations failed: [^\n]*division by zero[^\n]*20260102000000_two\.sql[^\n]*$/,
    )
    expect(await sql(url, `select to_regclass('public.two') as two`)).toEqual([{ two: null }])
  })

  test('are taken back one by one, the newest first, and can be applied again', async () => {
    write(`migrations/${one}.sql`, 'create table public.one (id int);')
    write(`migrations/${two}.sql`, 'create table public.two (id int);')
    write(`rollbacks/${one}.sql`, 'drop table public.one;')
    write(`rollbacks/${two}.sql`, 'drop table public.two;')
    await applyMigrations(url, { workDir })
    await expect(rollBack(url, one, { workDir })).rejects.toThrow(
      `Cannot roll back ${one}: the newest applied migration is 20260102000000.`,
    )
    await expect(rollBack(url, '20260103000000_three', { workDir })).rejects.toThrow(
      'There is no rollback supabase/rollbacks/20260103000000_three.sql.',
    )
    await rollBack(url, `${two}.sql`, { workDir })
    expect(await sql(url, 'select version from supabase_migrations.schema_migrations')).toEqual([
      { version: '20260101000000' },
    ])

    write(`migrations/${two}.sql`, 'create table public.two (id bigint);')
    await applyMigrations(url, { workDir })
    expect(await sql(url, `select to_regclass('public.two')::text as two`)).toEqual([
      { two: 'two' },
    ])
  })

  test('whose rollback fails stay as they are', async () => {
    write(`migrations/${one}.sql`, 'create table public.one (id int);')
    write(`rollbacks/${one}.sql`, 'drop table public.one; drop table public.nothing;')
    await applyMigrations(url, { workDir })
    await expect(rollBack(url, one, { workDir })).rejects.toThrow(
      /^The rollback of 20260101000000_one failed, and nothing was changed: [^\n]*does not exist/,
    )
    expect(await sql(url, 'select version from supabase_migrations.schema_migrations')).toEqual([
      { version: '20260101000000' },
    ])
    expect(await sql(url, 'select * from public.one')).toEqual([])
  })

  test('the seed runs once, whole or not at all', async () => {
    expect(await seed(url, { workDir })).toBe(false)
    write('seed.sql', 'create table public.seeded (); select 1 / 0;')
    await expect(seed(url, { workDir })).rejects.toThrow(
      'supabase/seed.sql failed: division by zero',
    )
    write('seed.sql', 'create table public.seeded ();')
    expect(await seed(url, { workDir })).toBe(true)
    expect(await seed(url, { workDir })).toBe(false)
  })

  test('the fingerprint changes with every file', () => {
    const words = new Set([fingerprint({ workDir })])
    write(`migrations/${one}.sql`, 'select 1;')
    words.add(fingerprint({ workDir }))
    write(`migrations/${one}.sql`, 'select 2;')
    words.add(fingerprint({ workDir }))
    write('seed.sql', 'select 3;')
    words.add(fingerprint({ workDir }))
    expect(words.size).toBe(4)
    expect(fingerprint({ workDir })).toBe([...words].at(-1))
  })

  test('an empty project has nothing to apply', async () => {
    await applyMigrations(url, { workDir })
    expect(await sql(url, `select to_regnamespace('supabase_migrations') as there`)).toEqual([
      { there: null },
    ])
  })

  test('the Worker logs in once a migration has made its role', async () => {
    await expect(allowWorkerLogin(postgres)).rejects.toThrow(/does not exist/)
    await sql(postgres.postgresUrl, 'create role aigym_worker noinherit nologin')
    await expect(sql(postgres.workerUrl, 'select 1')).rejects.toThrow()
    await allowWorkerLogin(postgres)
    expect(await sql(postgres.workerUrl, 'select current_user as me')).toEqual([
      { me: 'aigym_worker' },
    ])
  })
})
