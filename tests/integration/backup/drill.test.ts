import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findKey, keyFileOf } from '../../../supabase/backup/key.ts'
import { makeBackup } from '../../../supabase/backup/make-backup.ts'
import { restoreBackup } from '../../../supabase/backup/restore-backup.ts'
import { ask, hashTables, type Installation, startInstallation, startOn } from './installation.ts'

const silent = () => {}
const diary = 'public.diary'

let here: Installation
beforeAll(async () => {
  here = await startInstallation('seeded')
  await ask(
    here.postgres.postgresUrl,
    `create table ${diary} (n bigint primary key, text text);
     alter table ${diary} enable row level security;
     create table private.ballast as
       select g as id, md5(g::text) || repeat('.', 200) as text from generate_series(1, 40000) as g`,
  )
})
afterAll(async () => here?.remove())

/** Writes numbered rows, one commit each, and changes old ones, until told to stop. */
async function startWriting(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  let written = 0
  let isWanted = true
  const done = (async () => {
    while (isWanted) {
      await client.query(
        `insert into ${diary} values ($1::bigint, repeat(md5($1::bigint::text), 20))`,
        [written + 1],
      )
      written += 1
      if (written % 50 === 0) await client.query('checkpoint')
    }
    await client.end()
  })()
  return {
    count: () => written,
    async stop() {
      isWanted = false
      await done
    },
  }
}

describe('the drill: fill, back up, destroy, restore, compare', () => {
  test('while somebody writes', async () => {
    const { dataDir, postgres } = here
    // What stands beside Postgres: a stored file, and a database of a Durable Object in use.
    mkdirSync(join(dataDir, 'objects', 'deep'), { recursive: true })
    writeFileSync(join(dataDir, 'objects', 'deep', 'blob'), 'a stored file')
    const object = new DatabaseSync(join(dataDir, 'objects', 'one.sqlite'))
    object.exec('pragma journal_mode = wal; create table kept (word text)')
    object.exec(`insert into kept values ('only in the log so far')`)
    writeFileSync(join(dataDir, 'objects', 'odd.sqlite'), 'not a database, whatever its name')

    const writer = await startWriting(postgres.superuserUrl)
    await expect.poll(writer.count).toBeGreaterThan(20)
    const before = writer.count()
    const lines: string[] = []
    const made = await makeBackup({ dataDir, say: (line) => lines.push(line) })
    const after = writer.count()
    await writer.stop()
    object.close()
    expect(after, 'somebody wrote while it was made').toBeGreaterThan(before)
    expect(lines).toEqual([expect.stringContaining('Made a key in')])
    expect(statSync(made.file).mode & 0o777).toBe(0o600)
    expect(statSync(keyFileOf(dataDir)).mode & 0o777).toBe(0o600)
    expect(made.files).toBeGreaterThan(500)
    expect(await ask(postgres.superuserUrl, 'select slot_name from pg_replication_slots')).toEqual(
      [],
    )

    const wanted = await hashTables(postgres.superuserUrl, [diary])
    const secrets = readFileSync(join(dataDir, 'postgres', 'secrets.json'), 'utf8')
    await postgres.stop()
    rmSync(dataDir, { recursive: true })

    const key = findKey({ env: {}, keyFile: keyFileOf(dataDir) })
    await restoreBackup({ file: made.file, key, dataDir, say: silent })
    expect(readFileSync(join(dataDir, 'postgres', 'secrets.json'), 'utf8')).toBe(secrets)
    expect(readFileSync(join(dataDir, 'objects', 'deep', 'blob'), 'utf8')).toBe('a stored file')
    expect(readFileSync(join(dataDir, 'objects', 'odd.sqlite'), 'utf8')).toMatch(/^not a database/)
    const restored = new DatabaseSync(join(dataDir, 'objects', 'one.sqlite'))
    expect(restored.prepare('select word from kept').get()).toEqual({
      word: 'only in the log so far',
    })
    restored.close()
    expect(readdirSync(here.root).sort()).toEqual(['backups', 'data', 'data.backup-key'])

    const again = await startOn(dataDir)
    try {
      expect(await hashTables(again.superuserUrl, [diary])).toEqual(wanted)
      // Every commit up to one moment, and none after it.
      const [row] = await ask<{ count: number; last: number; whole: boolean }>(
        again.superuserUrl,
        `select count(*)::int, max(n)::int as last, bool_and(text = repeat(md5(n::text), 20)) as whole
         from ${diary}`,
      )
      expect(row?.count).toBe(row?.last)
      expect(row?.whole).toBe(true)
      expect(row?.last).toBeGreaterThanOrEqual(before)
      expect(row?.last).toBeLessThanOrEqual(after + 1)
      // Somebody who could sign in can still: the accounts and the key that tokens are signed with.
      expect(await ask(again.postgresUrl, 'select from auth.users')).toHaveLength(5)
      expect(again.secrets.get('postgres.postgres', () => '')).toBe(
        JSON.parse(secrets)['postgres.postgres'],
      )

      // A second night, with nobody writing: every table is the same, to the row.
      const quiet = await hashTables(again.superuserUrl)
      const second = await makeBackup({ dataDir, say: silent })
      expect(second.sequence).toBe(made.sequence + 1)
      const other = join(here.root, 'other')
      await restoreBackup({ file: second.file, key, dataDir: other, say: silent })
      const copy = await startOn(other)
      try {
        expect(await hashTables(copy.superuserUrl)).toEqual(quiet)
      } finally {
        await copy.stop()
      }
    } finally {
      await again.stop()
    }
  }, 120_000)
})
