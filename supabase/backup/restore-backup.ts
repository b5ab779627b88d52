import { existsSync, readdirSync, rmSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { findBinaries } from '../local/postgres/binaries.ts'
import { clearStalePidFile, type Lock, LockHeld, takeLock } from '../local/postgres/lock.ts'
import { StartError } from '../local/postgres/start-error.ts'
import { startPostgres } from '../local/postgres/start-postgres.ts'
import { type BackupAbout, extractArchive, fullDisk } from './archive.ts'
import { tellOfRestore } from './tell-of.ts'

export interface RestoreOptions {
  file: string
  key: Buffer
  /** The product's data folder (`.local/data`). */
  dataDir: string
  /** Lays what is there aside; without it, only an empty place is filled. */
  replace?: boolean
  say: (line: string) => void
  now?: () => Date
}

/**
 * Restores the embedded installation from a backup. The backup is laid out beside the data, checked
 * whole, and Postgres has to start on it, before anything that was there is touched; then the folders
 * change places.
 *
 * @returns where the former data lies now, if there was any
 * @throws StartError with one line; the data is then as it was
 */
export async function restoreBackup(options: RestoreOptions): Promise<{ aside?: string }> {
  const { file, key, replace = false, say, now = () => new Date() } = options
  const dataDir = resolve(options.dataDir)
  const held = await holdStill(dataDir)
  const draft = `${dataDir}.restoring`
  try {
    const isThere = !isEmpty(dataDir, held !== undefined)
    if (isThere && !replace) {
      throw new StartError(
        `There is data in ${dataDir} already. With --replace it is laid aside and the backup takes its place.`,
      )
    }
    await rm(draft, { recursive: true, force: true })
    say(`Reading ${basename(file)}`)
    const about = await layOut({ file, key, folder: draft })
    say('Starting Postgres on it, to play back its log')
    await tryOut(draft, (url) => tellOfRestore(url, file, about, say))
    const aside = isThere ? await layAside(dataDir, now()) : undefined
    if (!isThere) await rm(dataDir, { recursive: true, force: true })
    await rename(draft, dataDir)
    return aside === undefined ? {} : { aside }
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw fullDisk(error, dataDir) ?? error
  } finally {
    held?.release()
  }
}

/** Nobody may start on the data while it changes places. */
async function holdStill(dataDir: string): Promise<Lock | undefined> {
  const cluster = join(dataDir, 'postgres', 'data')
  if (!existsSync(join(dataDir, 'postgres'))) return undefined
  const pid = clearStalePidFile(cluster)
  if (pid !== undefined) throw runs(dataDir, pid)
  return takeLock(`${cluster}.lock`).catch((error: unknown) => {
    throw error instanceof LockHeld ? runs(dataDir, error.pid) : error
  })
}

function runs(dataDir: string, pid: number): StartError {
  return new StartError(
    `AI GYM is running on ${dataDir} (process ${pid}): end it first (Ctrl-C there, or kill ${pid}).`,
  )
}

/** Empty: no folder, or one with nothing in it but our lock. */
function isEmpty(dataDir: string, isHeld: boolean): boolean {
  if (!existsSync(dataDir)) return true
  const names = readdirSync(dataDir)
  if (names.length === 0) return true
  return isHeld && names.length === 1 && readdirSync(join(dataDir, 'postgres')).length === 1
}

/**
 * Lays a backup of an embedded installation out under a new folder, checked whole.
 *
 * @throws StartError; the folder is then of no use
 */
export function layOut(options: {
  file: string
  key: Buffer
  folder: string
}): Promise<BackupAbout> {
  return extractArchive({
    ...options,
    onAbout(about) {
      if (about.kind !== 'physical') {
        throw new StartError(
          `${basename(options.file)} is of a hosted database: set ADMIN_DATABASE_URL to the one that shall have it.`,
        )
      }
      fitsEmbedded(about, options.file)
    },
  })
}

/** The Postgres that is started here, such as 17. */
export function embeddedMajor(): number {
  return Number(findBinaries().version.split('.')[0])
}

/** @throws StartError when the files of a cluster are not of the Postgres here */
export function fitsEmbedded({ postgresMajor }: BackupAbout, file: string): void {
  const ours = embeddedMajor()
  if (Number(postgresMajor) !== ours) {
    throw new StartError(
      `${basename(file)} was made with Postgres ${postgresMajor}, and this is ${ours}: restore it with the release that made it.`,
    )
  }
}

async function tryOut(
  folder: string,
  work: (superuserUrl: string) => Promise<void>,
): Promise<void> {
  const cluster = join(folder, 'postgres', 'data')
  const postgres = await startPostgres({ dataDir: cluster })
  try {
    await work(postgres.superuserUrl)
  } finally {
    await postgres.stop()
  }
  rmSync(`${cluster}.log`, { force: true })
}

async function layAside(dataDir: string, now: Date): Promise<string> {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '')
  let aside = `${dataDir}.before-${stamp}`
  for (let tries = 2; existsSync(aside); tries += 1) aside = `${dataDir}.before-${stamp}-${tries}`
  await rename(dataDir, aside)
  // Our lock went along; it is no longer wanted there.
  await rm(join(aside, 'postgres', 'data.lock'), { force: true })
  return aside
}
