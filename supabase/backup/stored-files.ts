import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import type pg from 'pg'
import { bucketFile } from './bucket-file.ts'
import { fileEntry, walk } from './files.ts'
import type { TarSource } from './tar.ts'

/** What SQLite keeps beside a database; a consistent copy has none. */
const companions = /\.sqlite-(wal|shm|journal)$/

/**
 * Everything in the data folder but Postgres: stored files, the Durable Objects' storage, the mailbox.
 * SQLite databases are copied by SQLite, so that each is consistent while the Worker runs.
 *
 * Taken after Postgres, so that whatever a row speaks of has been stored by then; but for what
 * `copySignedHeads` took at Postgres's own moment.
 */
export async function* copyStoredFiles(dataDir: string): AsyncGenerator<TarSource> {
  const skip = (path: string) => path === 'postgres' || path === headsFile || companions.test(path)
  const scratch = await mkdtemp(join(tmpdir(), 'aigym-backup-'))
  try {
    for await (const { path, place, kind } of walk(dataDir, skip)) {
      if (kind === 'folder') {
        yield { path, kind, mode: 0o700, size: 0 }
        continue
      }
      const copy = path.endsWith('.sqlite') ? await copySqlite(place, scratch) : place
      const entry = await fileEntry(copy, path)
      if (entry) yield entry
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Which signed heads there are. Each one's bytes lie in a file of its own, which never changes. */
const headsFile = `buckets/${bucketFile('ai-gym-audit-heads')}`

/**
 * Copies which heads of the audit lie in the bucket at the moment that the copy of Postgres shows.
 * Later, they would know rows that the copy lacks; earlier, the copy would miss heads that it was told
 * of.
 *
 * Nobody gives rows of the audit their places or notes heads until the caller's transaction ends;
 * writing to the audit goes on.
 *
 * @param scratch where the copy stays until it was read
 */
export async function copySignedHeads(
  client: pg.ClientBase,
  dataDir: string,
  scratch: string,
): Promise<TarSource[]> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('private.audit_tips') is not null as there`,
  )
  if (rows[0]?.there) {
    await client.query(`set local lock_timeout = '30s'`)
    await client.query('lock table private.audit_tips in share mode')
  }
  const copy = await copySqlite(join(dataDir, headsFile), scratch)
  const entry = await fileEntry(copy, headsFile)
  return entry ? [entry] : []
}

/** SQLite's word for a file that is no database of its own. */
const notADatabase = 26

/** @returns where a consistent copy lies; the file itself when SQLite does not know it */
async function copySqlite(place: string, scratch: string): Promise<string> {
  const copy = join(scratch, 'copy.sqlite')
  await rm(copy, { force: true })
  if (!existsSync(place)) return place
  const source = new DatabaseSync(place, { timeout: 5_000 })
  try {
    await backup(source, copy)
    return copy
  } catch (error) {
    if ((error as { errcode?: number }).errcode === notADatabase) return place
    throw error
  } finally {
    source.close()
  }
}
