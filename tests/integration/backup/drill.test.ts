import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Miniflare } from 'miniflare'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '~/data/connect.server'
import { openDatabase } from '~/data/database.server'
import { ConnectionPool } from '~/data/pool.server'
import { chainAudit } from '~/features/operations/chain-audit.server'
import { openHeadStore } from '~/features/operations/head-store.server'
import type { Env } from '~/platform/env.server'
import { openSigner } from '~/platform/signing.server'
import { headsInLocalBucket } from '../../../supabase/audit/head-sources.ts'
import { readKeys } from '../../../supabase/audit/signed-heads.ts'
import { verifyAudit } from '../../../supabase/audit/verify-audit.ts'
import { findKey, keyFileOf } from '../../../supabase/backup/key.ts'
import { makeBackup } from '../../../supabase/backup/make-backup.ts'
import { restoreBackup } from '../../../supabase/backup/restore-backup.ts'
import { makeSigningKey } from '../../../supabase/local/signing-keys.ts'
import { bucketsIn } from '../../../supabase/local/worker/serve.ts'
import { ask, hashTables, type Installation, startInstallation, startOn } from './installation.ts'

const silent = () => {}
const quietLog = { debug() {}, info() {}, warn() {}, error() {} }
const auditKey = makeSigningKey()
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

/** All but the audit, which a backup and a restore add a row to. */
function withoutAudit(hashes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(hashes).filter(([name]) => !name.includes('audit')))
}

/** What the audit was told of backups. */
async function told(url: string): Promise<string[][]> {
  const rows = await ask<{ action: string; subject_id: string }>(
    url,
    `select action, subject_id from public.security_audit where action like 'backup.%' order by id`,
  )
  return rows.map(({ action, subject_id }) => [action, subject_id])
}

/** The Worker's chainer on an installation: rows enter, get their places, and heads are laid outside. */
async function startChaining(dataDir: string, workerUrl: string, ownerUrl: string) {
  const pool = new ConnectionPool({ size: 2, connect: () => connect(workerUrl) })
  const miniflare = new Miniflare({
    modules: true,
    script: 'export default { fetch: () => new Response(null, { status: 404 }) }',
    r2Buckets: { AUDIT_HEADS: 'ai-gym-audit-heads' },
    r2Persist: bucketsIn(join(dataDir, 'objects')),
  })
  const store = openHeadStore({
    AUDIT_HEADS: await miniflare.getR2Bucket('AUDIT_HEADS'),
  } as unknown as Env)
  const signer = await openSigner(JSON.stringify(auditKey), 'AUDIT_SIGNING_KEY')
  const round = async () => {
    await ask(ownerUrl, `select private.write_audit('thing.done', null)`)
    const db = openDatabase({
      run: (batch) => pool.run(batch),
      claims: null,
      log: quietLog,
      job: true,
      expectedBatches: 99,
    })
    return chainAudit({ db, signer, store, log: quietLog })
  }
  let isWanted = true
  let signed = 0
  const done = (async () => {
    while (isWanted) signed += (await round()).signed
  })()
  return {
    signed: () => signed,
    async stop() {
      isWanted = false
      await done
      await round()
      await pool.close()
      await miniflare.dispose()
    },
  }
}

/** What `audit:verify` finds bent, and how far the platform's chain is signed. */
async function verifyIn(dataDir: string, databaseUrl: string) {
  const heads = await headsInLocalBucket(bucketsIn(join(dataDir, 'objects')))
  try {
    const keys = readKeys(JSON.stringify(auditKey))
    const reports = await verifyAudit({ databaseUrl, heads, keys })
    const bent = reports.flatMap(({ trouble }) => (trouble ? [trouble.text] : []))
    return { bent, signed: reports[0]?.signedPlace ?? 0 }
  } finally {
    await heads.close()
  }
}

test('an audit that is signed while the backup is made is whole after the restore, and goes on', async () => {
  const place = await startInstallation('migrated')
  const { dataDir, postgres, root } = place
  // Something to copy first, so that heads are laid between the copy of Postgres and that of buckets.
  writeFileSync(join(dataDir, 'a-stored-file'), randomBytes(96 * 1024 * 1024))
  const chaining = await startChaining(dataDir, postgres.workerUrl, postgres.postgresUrl)
  await expect.poll(chaining.signed, { timeout: 20_000 }).toBeGreaterThan(3)
  const before = chaining.signed()
  const made = await makeBackup({ dataDir, say: silent })
  expect(chaining.signed(), 'heads were laid while it was made').toBeGreaterThan(before)
  await expect.poll(chaining.signed, { timeout: 20_000 }).toBeGreaterThan(before + 5)
  await chaining.stop()
  expect((await verifyIn(dataDir, postgres.postgresUrl)).bent).toEqual([])

  const restored = join(root, 'signed')
  const key = findKey({ env: {}, keyFile: keyFileOf(dataDir) })
  await restoreBackup({ file: made.file, key, dataDir: restored, say: silent })
  const again = await startOn(restored)
  try {
    const found = await verifyIn(restored, again.postgresUrl)
    expect(found.bent).toEqual([])
    const going = await startChaining(restored, again.workerUrl, again.postgresUrl)
    await going.stop()
    const later = await verifyIn(restored, again.postgresUrl)
    expect(later.bent).toEqual([])
    expect(later.signed).toBeGreaterThan(found.signed)
  } finally {
    await again.stop()
    await place.remove()
  }
}, 120_000)

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

    expect(await told(postgres.superuserUrl)).toEqual([['backup.made', basename(made.file)]])
    const wanted = withoutAudit(await hashTables(postgres.superuserUrl, [diary]))
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
      expect(withoutAudit(await hashTables(again.superuserUrl, [diary]))).toEqual(wanted)
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
      const quiet = withoutAudit(await hashTables(again.superuserUrl))
      const second = await makeBackup({ dataDir, say: silent })
      expect(second.sequence).toBe(made.sequence + 1)
      const other = join(here.root, 'other')
      await restoreBackup({ file: second.file, key, dataDir: other, say: silent })
      const copy = await startOn(other)
      try {
        expect(withoutAudit(await hashTables(copy.superuserUrl))).toEqual(quiet)
        expect(await told(copy.superuserUrl)).toEqual([
          ['backup.restored', basename(made.file)],
          ['backup.restored', basename(second.file)],
        ])
        expect((await told(again.superuserUrl)).at(-1)).toEqual([
          'backup.made',
          basename(second.file),
        ])
      } finally {
        await copy.stop()
      }
    } finally {
      await again.stop()
    }
  }, 120_000)
})
