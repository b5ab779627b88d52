import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { fileEntry, walk } from './files.ts'
import type { TarSource } from './tar.ts'

/** What SQLite keeps beside a database; a consistent copy has none. */
const companions = /\.sqlite-(wal|shm|journal)$/

/**
 * Everything in the data folder but Postgres: stored files, the Durable Objects' storage, the mailbox.
 * SQLite databases are copied by SQLite, so that each is consistent while the Worker runs.
 *
 * Taken after Postgres, so that whatever a row speaks of has been stored by then.
 */
export async function* copyStoredFiles(dataDir: string): AsyncGenerator<TarSource> {
  const skip = (path: string) => path === 'postgres' || companions.test(path)
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
