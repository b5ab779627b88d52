import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBinaries } from './binaries.ts'
import { bootstrapSql } from './cluster.ts'
import { takeLock } from './lock.ts'
import { type LocalPostgres, startPostgres } from './start-postgres.ts'

export interface ThrowawayOptions {
  /**
   * Names what `prepare` makes; it must change when `prepare` would make something else (put a hash
   * of the migrations in it). Clusters of the same name share one prepared template.
   */
  name?: string
  /** Fills the template once: tables, migrations, seeds. */
  prepare?: (postgres: LocalPostgres) => Promise<void>
  /** Where templates are kept; `.local/templates` unless told. */
  templatesDir?: string
  port?: number
  /** Where to lay it out; it then stays when it stops. A folder that goes with it unless told. */
  folder?: string
  log?: (line: string) => void
  settings?: Record<string, string>
}

/** Nothing here outlives its test, so nothing has to reach the disk. */
const fast = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
}

const templatesHome = fileURLToPath(new URL('../../../.local/templates', import.meta.url))
const prepareMs = 180_000
const unusedMs = 24 * 60 * 60 * 1000

/**
 * Starts a Postgres for tests in a folder of its own under the system's temporary folder, as a copy
 * of a prepared template. Stopping it removes it, and so does the end of this process.
 */
export async function startThrowawayPostgres(
  options: ThrowawayOptions = {},
): Promise<LocalPostgres> {
  const template = await ensureTemplate(options)
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'aigym-postgres-'))
  const remove = () => {
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
  }
  cpSync(template, folder, { recursive: true })
  // A copy gets the usual rights, with which Postgres refuses to start.
  chmodSync(join(folder, 'data'), 0o700)
  const postgres = await startPostgres({
    dataDir: join(folder, 'data'),
    settings: { ...fast, ...options.settings },
    ...(options.folder === undefined ? { cleanUp: folder } : {}),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.log === undefined ? {} : { log: options.log }),
  }).catch((error: unknown) => {
    remove()
    throw error
  })
  return {
    ...postgres,
    async stop() {
      await postgres.stop()
      remove()
    },
  }
}

async function ensureTemplate(options: ThrowawayOptions): Promise<string> {
  const templates = options.templatesDir ?? templatesHome
  const key = createHash('sha256')
    .update(`${findBinaries().version}\n${bootstrapSql}\n${options.name ?? ''}`)
    .digest('hex')
    .slice(0, 16)
  const template = join(templates, key)
  if (existsSync(template)) return inUse(template)
  mkdirSync(templates, { recursive: true })
  const lock = await takeLock(`${template}.lock`, prepareMs)
  try {
    // Another process may have made it while this one waited.
    if (existsSync(template)) return inUse(template)
    removeUnused(templates)
    const draft = mkdtempSync(`${template}.`)
    try {
      const postgres = await startPostgres({ dataDir: join(draft, 'data'), settings: fast })
      try {
        await options.prepare?.(postgres)
      } finally {
        await postgres.stop()
      }
      rmSync(join(draft, 'data.log'), { force: true })
      renameSync(draft, template)
    } finally {
      rmSync(draft, { recursive: true, force: true })
    }
    return template
  } finally {
    lock.release()
  }
}

/** Marks a template as wanted now. */
function inUse(template: string): string {
  const now = new Date()
  utimesSync(template, now, now)
  return template
}

/** Each change of a migration makes another template of 40 MB; old ones nobody asked for go. */
function removeUnused(templates: string): void {
  for (const name of readdirSync(templates)) {
    const folder = join(templates, name)
    const { mtimeMs } = statSync(folder, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() }
    if (Date.now() - mtimeMs > unusedMs) rmSync(folder, { recursive: true, force: true })
  }
}
