import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Writable } from 'node:stream'
import pg from 'pg'
import { LockHeld, takeLock } from '../local/postgres/lock.ts'
import { StartError } from '../local/postgres/start-error.ts'
import { hasDatabase, reachEmbedded } from '../reach-database.ts'
import { type ArchiveTotals, type BackupAbout, writeArchive } from './archive.ts'
import { fileEntry } from './files.ts'
import { findOrMakeKey, keyFileOf } from './key.ts'
import { copyCluster } from './physical.ts'
import { type KeptBackup, nextBackup, prune, removeLeftovers } from './shelf.ts'
import { copySignedHeads, copyStoredFiles } from './stored-files.ts'
import type { TarSource } from './tar.ts'
import { tellOfBackup } from './tell-of.ts'

export interface BackupOptions {
  /** The product's data folder (`.local/data`). */
  dataDir: string
  /** Where backups are kept; `backups` beside the data unless told. */
  folder?: string
  keyFile?: string
  env?: NodeJS.ProcessEnv
  say: (line: string) => void
  now?: () => Date
  openFile?: (path: string) => Writable
}

export interface MadeBackup extends KeptBackup, ArchiveTotals {
  /** What the rules no longer kept. */
  pruned: KeptBackup[]
}

/** Where backups of a data folder are kept unless told. */
export function backupFolderOf(dataDir: string): string {
  return join(dirname(dataDir), 'backups')
}

/**
 * Backs up the embedded installation, running or not: Postgres, its passwords and signing keys, stored
 * files. Encrypted, checked, and under its final name only when it is whole.
 *
 * @throws StartError with one line: nothing to back up, another backup under way, disk full, …
 */
export async function makeBackup(options: BackupOptions): Promise<MadeBackup> {
  const dataDir = resolve(options.dataDir)
  const folder = resolve(options.folder ?? backupFolderOf(dataDir))
  const { say, now = () => new Date() } = options
  if (!hasDatabase(dataDir)) {
    throw new StartError(`There is nothing to back up in ${dataDir}: it holds no database.`)
  }
  return alone(folder, async () => {
    await removeLeftovers(folder)
    const key = await findOrMakeKey({
      ...(options.env ? { env: options.env } : {}),
      keyFile: options.keyFile ?? keyFileOf(dataDir),
      say,
    })
    const server = await reachEmbedded(dataDir, say)
    try {
      const next = nextBackup(folder, now())
      const totals = await writeArchive({
        file: next.file,
        key,
        about: await describe(server.adminUrl, dataDir, next),
        entries: wholeFolder(server.adminUrl, dataDir),
        ...(options.openFile ? { openFile: options.openFile } : {}),
      })
      await tellOfBackup(server.adminUrl, next, totals, say)
      return { ...next, ...totals, pruned: await prune(folder) }
    } finally {
      await server.leave()
    }
  })
}

/** Holds a folder of backups while one is made, so that no two get one name or prune each other. */
export async function alone<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = await takeLock(join(folder, '.lock')).catch((error: unknown) => {
    if (error instanceof LockHeld) {
      throw new StartError(`A backup is being made already (process ${error.pid}).`)
    }
    throw error
  })
  try {
    return await work()
  } finally {
    lock.release()
  }
}

async function* wholeFolder(superuserUrl: string, dataDir: string): AsyncGenerator<TarSource> {
  yield { path: 'postgres', kind: 'folder', mode: 0o700, size: 0 }
  yield { path: 'postgres/data', kind: 'folder', mode: 0o700, size: 0 }
  yield* copyCluster(superuserUrl, join(dataDir, 'postgres', 'data'), (client, scratch) =>
    copySignedHeads(client, dataDir, scratch),
  )
  const secrets = 'postgres/secrets.json'
  const entry = await fileEntry(join(dataDir, secrets), secrets)
  if (entry) yield entry
  yield* copyStoredFiles(dataDir)
}

/** The numbers of the migrations that were applied, oldest first. */
export async function appliedMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `select to_regclass('supabase_migrations.schema_migrations') is not null as there`,
  )
  if (found[0]?.there !== true) return []
  const { rows } = await client.query<{ version: string }>(
    'select version from supabase_migrations.schema_migrations order by version',
  )
  return rows.map(({ version }) => version)
}

async function describe(
  superuserUrl: string,
  dataDir: string,
  { sequence, madeAt }: KeptBackup,
): Promise<BackupAbout> {
  const client = new pg.Client({ connectionString: superuserUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    return {
      format: 1,
      kind: 'physical',
      madeAt: madeAt.toISOString(),
      sequence,
      postgresMajor: readFileSync(join(dataDir, 'postgres/data/PG_VERSION'), 'utf8').trim(),
      migrations: await appliedMigrations(client),
    }
  } finally {
    await client.end()
  }
}
