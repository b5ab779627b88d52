import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { passwordOf } from './local/postgres/cluster.ts'
import { clearStalePidFile } from './local/postgres/lock.ts'
import { openSecrets } from './local/postgres/secrets.ts'
import { StartError } from './local/postgres/start-error.ts'
import { startPostgres } from './local/postgres/start-postgres.ts'

const projectRoot = fileURLToPath(new URL('../', import.meta.url))

/** A database that an operator's command works on. */
export interface ReachedDatabase {
  /** How lines call it. */
  name: string
  /** As the owner of the schema (`postgres`). */
  ownerUrl: string
  /** As the one who may see and do most: the embedded superuser, or the owner again. */
  adminUrl: string
  /** Gives it back; ends it if it was started for this. */
  leave(): Promise<void>
}

/** The product's data folder: `DATA_DIR`, or `.local/data`. */
export function dataDirOf(env: NodeJS.ProcessEnv): string {
  return path.resolve(env.DATA_DIR ?? path.join(projectRoot, '.local', 'data'))
}

/** Whether a data folder holds a database. */
export function hasDatabase(dataDir: string): boolean {
  return existsSync(path.join(dataDir, 'postgres', 'data', 'PG_VERSION'))
}

/**
 * The database in `ADMIN_DATABASE_URL`, else the embedded one: as it runs, or started for the time of
 * the command.
 *
 * @throws StartError when there is none
 */
export async function reachDatabase(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<ReachedDatabase> {
  const url = env.ADMIN_DATABASE_URL
  if (url) {
    const name = `the database at ${new URL(url).host}`
    return { name, ownerUrl: url, adminUrl: url, leave: async () => {} }
  }
  return reachEmbedded(dataDirOf(env), say)
}

/** The embedded database of a data folder, running or not. */
export async function reachEmbedded(
  dataDir: string,
  say: (line: string) => void,
): Promise<ReachedDatabase> {
  if (!hasDatabase(dataDir)) {
    throw new StartError(
      `There is no database in ${dataDir}: run npm start once, or set ADMIN_DATABASE_URL.`,
    )
  }
  const name = `the embedded database in ${dataDir}`
  const cluster = path.join(dataDir, 'postgres', 'data')
  if (clearStalePidFile(cluster) === undefined) {
    say('AI GYM does not run; starting its Postgres for this')
    const postgres = await startPostgres({ dataDir: cluster })
    return {
      name,
      ownerUrl: postgres.postgresUrl,
      adminUrl: postgres.superuserUrl,
      leave: () => postgres.stop(),
    }
  }
  const port = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[3]?.trim()
  const secrets = openSecrets(path.join(dataDir, 'postgres', 'secrets.json'))
  const urlFor = (role: 'supabase_admin' | 'postgres') =>
    `postgres://${role}:${passwordOf(secrets, role)}@127.0.0.1:${port}/postgres`
  return {
    name,
    ownerUrl: urlFor('postgres'),
    adminUrl: urlFor('supabase_admin'),
    leave: async () => {},
  }
}
