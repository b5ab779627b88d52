import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import {
  type LocalPostgres,
  startPostgres,
} from '../../../supabase/local/postgres/start-postgres.ts'
import { startTestPostgres } from '../../fixtures/postgres.ts'

/** An embedded installation in a folder of its own, laid out as `npm start` does it. */
export interface Installation {
  root: string
  dataDir: string
  postgres: LocalPostgres
  remove(): Promise<void>
}

export async function startInstallation(content: 'migrated' | 'seeded'): Promise<Installation> {
  const root = mkdtempSync(join(tmpdir(), 'aigym-installation-'))
  const dataDir = join(root, 'data')
  mkdirSync(dataDir)
  const postgres = await startTestPostgres({ with: content, folder: join(dataDir, 'postgres') })
  return {
    root,
    dataDir,
    postgres,
    async remove() {
      await postgres.stop()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** Starts Postgres on a data folder that was restored. */
export function startOn(dataDir: string): Promise<LocalPostgres> {
  return startPostgres({
    dataDir: join(dataDir, 'postgres', 'data'),
    settings: { fsync: 'off', shared_buffers: '32MB' },
  })
}

export async function ask<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end()
  }
}

/** A hash of every table's rows, by the table's name, whatever the order in which they lie. */
export async function hashTables(
  url: string,
  except: string[] = [],
): Promise<Record<string, string>> {
  const tables = await ask<{ name: string }>(
    url,
    `select format('%s.%I', relnamespace::regnamespace, relname) as name from pg_class
     where relkind = 'r' and relpersistence = 'p'
       and relnamespace::regnamespace::text !~ '^pg_|^information_schema$'
     order by 1`,
  )
  const hashes: Record<string, string> = {}
  for (const { name } of tables) {
    if (except.includes(name)) continue
    const [row] = await ask<{ hash: string }>(
      url,
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') as hash
       from ${name} as t`,
    )
    hashes[name] = row?.hash ?? ''
  }
  return hashes
}

/** A hash of every file below a folder, to see that nothing was touched. */
export function hashFolder(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  return Object.fromEntries(
    names
      .filter((entry) => entry.isFile() && entry.name !== 'data.lock')
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')]),
  )
}
