import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { findLosses } from './losses.ts'
import { StartError } from './start-error.ts'
import { withClient } from './with-client.ts'

export interface RollBackOptions {
  /** The folder that holds `supabase/`; the project's own unless told. */
  workDir?: string
  /**
   * Hears before anything happens what would be lost, a line a loss, and says whether to go on. Not
   * asked when nothing is lost. Without it, whatever is lost is lost.
   */
  confirm?: (losses: string[]) => boolean | Promise<boolean>
  /** What else happens in the transaction, when the migration is gone. */
  afterwards?: (client: pg.ClientBase) => Promise<void>
}

const projectDir = fileURLToPath(new URL('../../../', import.meta.url))

/** Nobody waits longer than this behind a migration that itself waits for a lock. */
export const lockTimeoutMs = 5_000

/**
 * Takes the newest migration back: runs the file of the same name under `supabase/rollbacks` and
 * removes the migration from the history, both or neither.
 *
 * @param name the migration's base name, such as `20261121090000_profiles`
 * @throws StartError with one line; the database is then as it was
 */
export async function rollBack(
  postgresUrl: string,
  name: string,
  options: RollBackOptions = {},
): Promise<void> {
  const base = name.replace(/\.sql$/, '')
  const version = /^(\d+)_.+$/.exec(base)?.[1]
  const file = join(options.workDir ?? projectDir, 'supabase', 'rollbacks', `${base}.sql`)
  if (version === undefined || !existsSync(file)) {
    throw new StartError(`There is no rollback supabase/rollbacks/${base}.sql.`)
  }
  const sql = readFileSync(file, 'utf8')
  await withClient(postgresUrl, async (client) => {
    await client.query('begin')
    // Two operators at once: the second one sees what the first one did.
    await client.query('lock table supabase_migrations.schema_migrations in exclusive mode')
    const newest = await newestMigration(client)
    if (newest?.version !== version) {
      throw new StartError(
        `Cannot roll back ${base}: the newest applied migration is ${newest?.version ?? 'none'}.`,
      )
    }
    await client.query(`set local lock_timeout = ${lockTimeoutMs}`)
    try {
      if (options.confirm) {
        const losses = await findLosses(client, sql)
        if (losses.length > 0 && !(await options.confirm(losses))) {
          throw new StartError(`Nothing was rolled back: ${base} stays.`)
        }
      }
      await client.query(sql)
    } catch (error) {
      throw failed(base, error)
    }
    await client.query('delete from supabase_migrations.schema_migrations where version = $1', [
      version,
    ])
    await client.query('delete from supabase_migrations.checksums where version = $1', [version])
    await options.afterwards?.(client)
    await client.query('commit')
  })
}

function failed(base: string, error: unknown): StartError {
  if (error instanceof StartError) return error
  const { code, message } = error as pg.DatabaseError
  const why =
    code === '55P03'
      ? `somebody holds a table that it needs for longer than ${lockTimeoutMs / 1000} seconds. Try again`
      : message
  return new StartError(`The rollback of ${base} failed, and nothing was changed: ${why}`, {
    cause: error,
  })
}

/** The migration that was applied last, or undefined where none was. */
export async function newestMigration(
  client: pg.ClientBase,
): Promise<{ version: string; name: string } | undefined> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `select to_regclass('supabase_migrations.schema_migrations') is not null as there`,
  )
  if (found[0]?.there !== true) return undefined
  const { rows } = await client.query<{ version: string; name: string }>(
    'select version, name from supabase_migrations.schema_migrations order by version desc limit 1',
  )
  return rows[0]
}
