import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { backUp } from '../../../supabase/backup/backup.ts'
import { findPrograms } from '../../../supabase/backup/programs.ts'
import { restore } from '../../../supabase/backup/restore.ts'
import { listBackups } from '../../../supabase/backup/shelf.ts'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres.ts'
import { startTestPostgres } from '../../fixtures/postgres.ts'
import { findPostgresPrograms } from '../../tools/postgres-programs.ts'
import { snapshotCatalogue } from '../database/catalogue-snapshot.ts'
import { ask, hashTables } from './installation.ts'

const programs = findPostgresPrograms()
if (!programs && process.env.REQUIRE_ALL_TOOLS) throw new Error('No pg_dump 17 for the tests.')

/** Lost on the way, since they say nothing: brackets, numbers of dropped columns, an owner's own right. */
const inOtherWords = (rows: string[] = []) =>
  rows
    .map((row) =>
      row
        .replace(/[()]/g, '')
        .replace(/^(\["[^"]+"),\d+,/, '$1,')
        .replace('"postgres=arwdDxtm/postgres"', 'null'),
    )
    .sort()

async function catalogueOf(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await snapshotCatalogue(client)
  } finally {
    await client.end()
  }
}

describe.skipIf(!programs)('a hosted database', { timeout: 120_000 }, () => {
  let root: string
  let source: LocalPostgres
  let target: LocalPostgres
  let env: NodeJS.ProcessEnv
  const lines: string[] = []
  const say = (line: string) => lines.push(line)
  const at = (postgres: LocalPostgres) => ({ ...env, ADMIN_DATABASE_URL: postgres.postgresUrl })
  const backups = () => listBackups(join(root, 'backups'))

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'aigym-hosted-'))
    env = { DATA_DIR: join(root, 'data'), AIGYM_PG_BIN: programs ?? '', PATH: '' }
    source = await startTestPostgres({ with: 'seeded' })
    target = await startTestPostgres({ with: 'auth' })
    await ask(
      source.postgresUrl,
      `insert into auth.sessions (id, user_id) select gen_random_uuid(), id from auth.users;
       insert into public.conversations (community_id, owner_id, agent_name, title, readers)
       select community_id, user_id, 'A "quoted" name', E'tab\\there', 'owner' from public.memberships;
       insert into public.messages (conversation_id, author, text, status, completed_at)
       select id, 'person', repeat('word ', 3000), 'complete', now() from public.conversations,
         generate_series(1, 500)`,
    )
  })
  afterAll(async () => {
    await source?.stop()
    await target?.stop()
    if (root) rmSync(root, { recursive: true })
  })

  test('is dumped, encrypted, without its passwords', async () => {
    await backUp([], at(source), say)
    expect(lines[0]).toMatch(/^Dumping the database at 127\.0\.0\.1:\d+ with pg_dump \d+/)
    const [backup] = backups()
    expect(readFileSync(backup?.file ?? '').includes('quoted')).toBe(false)
    await restore(['--check'], env, say)
    expect(lines.at(-1)).toMatch(/is whole/)
  })

  test('a restore that fails half-way leaves nothing behind', async () => {
    const before = await catalogueOf(target.postgresUrl)
    // In the way of one of the last things that come.
    const bad = await startTestPostgres({ with: 'auth' })
    try {
      await ask(bad.superuserUrl, 'alter table auth.users rename to people')
      await ask(bad.superuserUrl, 'create view auth.users as select * from auth.people')
      const empty = await catalogueOf(bad.postgresUrl)
      await expect(restore([], at(bad), say)).rejects.toThrow(/^Nothing was restored: [^\n]+$/)
      const after = await catalogueOf(bad.postgresUrl)
      expect(after.relations).toEqual(empty.relations)
      expect(after.schemas).toEqual(empty.schemas)
      expect(after.roles).toEqual(empty.roles)
    } finally {
      await bad.stop()
    }
    expect(await catalogueOf(target.postgresUrl)).toEqual(before)
  })

  test('an altered dump is found before anything is touched', async () => {
    const before = await hashTables(target.postgresUrl)
    const file = join(root, 'altered.backup')
    const bytes = readFileSync(backups()[0]?.file ?? '')
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1
    writeFileSync(file, bytes)
    await expect(restore([file], at(target), say)).rejects.toThrow(/was altered after it was made/)
    expect(await hashTables(target.postgresUrl)).toEqual(before)
  })

  test('comes back whole in a new one: every row, every right, every policy', async () => {
    await restore(['latest'], at(target), say)
    // The audit of each has a row more than the dump.
    const rows = async ({ superuserUrl }: LocalPostgres) =>
      Object.entries(await hashTables(superuserUrl)).filter(([name]) => !/audit/.test(name))
    expect(await rows(target)).toEqual(await rows(source))
    const told = ({ superuserUrl }: LocalPostgres) =>
      ask(
        superuserUrl,
        `select action, subject_id from public.security_audit where action like 'backup.%'`,
      )
    const subject_id = basename(backups()[0]?.file ?? '')
    expect(await told(source)).toContainEqual({ action: 'backup.made', subject_id })
    expect(await told(target)).toEqual([{ action: 'backup.restored', subject_id }])
    const [wanted, found] = [
      await catalogueOf(source.postgresUrl),
      await catalogueOf(target.postgresUrl),
    ]
    for (const kind of Object.keys(wanted)) {
      // The Worker's login is set by install-database, with a password that no backup holds.
      if (kind === 'roles') continue
      expect(inOtherWords(found[kind]), kind).toEqual(inOtherWords(wanted[kind]))
    }
    // What hangs on auth.users works: an account that is confirmed gets its profile.
    await ask(
      target.postgresUrl,
      `insert into auth.users (id, email, email_confirmed_at)
       values (gen_random_uuid(), 'new@people.test', now())`,
    )
    expect(await ask(target.postgresUrl, 'select from public.profiles')).toHaveLength(6)
  })

  test('is not restored over another one', async () => {
    await expect(restore([], at(target), say)).rejects.toThrow(/^This database is not empty/)
    await expect(restore([], at(source), say)).rejects.toThrow(/^This database is not empty/)
  })

  test('that does not answer, or is none of ours, is told in one line', async () => {
    const nowhere = { ...env, ADMIN_DATABASE_URL: 'postgres://postgres@127.0.0.1:1/postgres' }
    await expect(backUp([], nowhere, say)).rejects.toThrow(/^There is no way to the database/)
    const plain = await startTestPostgres({ with: 'empty' })
    try {
      await expect(restore([], at(plain), say)).rejects.toThrow(/^This database has no auth.users/)
    } finally {
      await plain.stop()
    }
  })

  test('that refuses in the middle of a dump leaves no half file', async () => {
    const shelf = backups().length
    await ask(source.superuserUrl, 'revoke pg_read_all_data from postgres')
    await ask(source.superuserUrl, 'create table private.closed ()')
    await ask(source.superuserUrl, 'revoke all on private.closed from postgres')
    await expect(backUp([], at(source), say)).rejects.toThrow(/^pg_dump failed: [^\n]*closed/)
    expect(backups()).toHaveLength(shelf)
  })
})

describe("Postgres's programs", () => {
  const folder = mkdtempSync(join(tmpdir(), 'aigym-programs-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  function pretend(version: string): string {
    const bin = mkdtempSync(join(folder, 'bin-'))
    for (const name of ['pg_dump', 'pg_restore', 'psql']) {
      const file = join(bin, name)
      writeFileSync(file, `#!/bin/sh\necho "${name} (PostgreSQL) ${version}"\n`)
      chmodSync(file, 0o755)
    }
    return bin
  }

  test("the server's own version is taken, else the next newer one", () => {
    const [a, b, c] = [pretend('95.1'), pretend('93.4'), pretend('91.9')]
    const env = { PATH: `${a}:${b}:${c}:` }
    expect(findPrograms(91, env)).toMatchObject({ major: 91, folder: c })
    expect(findPrograms(92, env)).toMatchObject({ major: 93, folder: b })
    expect(findPrograms(95, { AIGYM_PG_BIN: a, PATH: '' })).toMatchObject({ folder: a })
  })

  test('an older one is refused with a line that says what to install', () => {
    expect(() => findPrograms(97, { PATH: pretend('96.3') })).toThrow(
      /^The server is Postgres 97, and this machine has pg_dump [\d, ]*96[\d, ]* only: install postgresql-client-97, or set AIGYM_PG_BIN/,
    )
  })
})
