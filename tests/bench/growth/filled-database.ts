import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { createAuthTables } from '../../../supabase/local/auth/tables.ts'
import { applyMigrations, fingerprint } from '../../../supabase/local/postgres/migrations.ts'
import {
  type LocalPostgres,
  startPostgres,
} from '../../../supabase/local/postgres/start-postgres.ts'
import { allowWorkerLogin } from '../../../supabase/local/postgres/worker-login.ts'
import { fill } from './fill.ts'

const home = fileURLToPath(new URL('../../../.local/bench', import.meta.url))

/** Bytes that are left alone on the disk, and those that a message takes with all that belongs to it. */
const SPARE = 15e9
const PER_MESSAGE = 1_400

export interface FilledDatabase {
  messages: number
  postgres: LocalPostgres
  /** May do all. */
  sql: pg.Client
  stop(): Promise<void>
}

/** The same for every size, so that only the size differs. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  jit: 'off',
  shared_buffers: '768MB',
  effective_cache_size: '4GB',
  random_page_cost: '1.1',
  max_wal_size: '4GB',
}

/** What fills it: when one of these changes, it is filled anew. */
const FILLERS = ['fill.ts', 'fill-keys.ts', 'fill-library.ts', 'fill-beside.ts']

const hashOf = (file: string) =>
  createHash('sha256')
    .update(readFileSync(new URL(file, import.meta.url)))
    .digest('hex')

/**
 * A Postgres with so many messages and all that belongs to them, filled at the first call and kept
 * in .local/bench for the next, for as long as the migrations and what fills it stay the same.
 *
 * @throws Error when the disk is too full to fill it
 */
export async function openFilled(
  messages: number,
  say: (line: string) => void,
): Promise<FilledDatabase> {
  const folder = path.join(home, String(messages))
  const mark = path.join(folder, 'filled')
  const made = `${fingerprint()} ${FILLERS.map(hashOf).join(' ')}`
  const filled = existsSync(mark) && readFileSync(mark, 'utf8') === made
  if (!filled) {
    // What an earlier run left half-way, or made of other tables.
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const { bavail, bsize } = statfsSync(folder)
    if (bavail * bsize < SPARE + messages * PER_MESSAGE) {
      throw new Error(`The disk is too full for ${messages} messages.`)
    }
  }
  const postgres = await startPostgres({ dataDir: path.join(folder, 'data'), settings })
  const sql = new pg.Client({ connectionString: postgres.superuserUrl })
  try {
    await sql.connect()
    if (!filled) {
      say(`Filling ${messages} messages`)
      await createAuthTables(postgres.authUrl)
      await applyMigrations(postgres.postgresUrl)
      await allowWorkerLogin(postgres)
      await fill({ url: postgres.superuserUrl, messages, say })
      writeFileSync(mark, made)
    }
  } catch (error) {
    await sql.end().catch(() => {})
    await postgres.stop()
    throw error
  }
  return {
    messages,
    postgres,
    sql,
    async stop() {
      await sql.end()
      await postgres.stop()
    },
  }
}
