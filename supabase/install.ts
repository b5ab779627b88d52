import { parseArgs } from 'node:util'
import pg from 'pg'
import { applyMigrations } from './local/postgres/migrations.ts'
import { StartError } from './local/postgres/start-error.ts'
import { runCommand } from './run-command.ts'

interface InstallOptions {
  /** Postgres as its owner (`postgres` on Supabase), straight and not through a pooler. */
  databaseUrl: string
  /** The password that the Worker's own role shall log in with; left alone when not given. */
  workerPassword?: string
  /** The address of an account, already signed up and confirmed, that becomes super admin. */
  superAdmin?: string
  say: (line: string) => void
}

/**
 * Brings a real installation's database up to date: migrations, the Worker's login, the first super
 * admin. No demo account is ever made. Safe to run again.
 */
export async function install(options: InstallOptions): Promise<void> {
  const { databaseUrl, workerPassword, superAdmin, say } = options
  say('Applying migrations')
  await applyMigrations(databaseUrl, { log: say })
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    query_timeout: 30_000,
  })
  await client.connect()
  try {
    if (workerPassword) {
      const password = client.escapeLiteral(workerPassword)
      await client.query(`alter role aigym_worker login password ${password}`)
      say('The Worker may log in as aigym_worker')
    }
    if (superAdmin) {
      await client.query('select public.grant_platform_admin($1)', [superAdmin]).catch((error) => {
        throw new StartError(`${superAdmin} did not become super admin: ${error.message}`)
      })
      say(`${superAdmin} is a super admin`)
    }
  } finally {
    await client.end()
  }
}

if (import.meta.main) {
  await runCommand(async (say) => {
    const { values } = parseArgs({ options: { 'super-admin': { type: 'string' } } })
    const databaseUrl = process.env.ADMIN_DATABASE_URL
    if (!databaseUrl) throw new StartError('Set ADMIN_DATABASE_URL to the database, as its owner.')
    const workerPassword = process.env.WORKER_DATABASE_PASSWORD
    const superAdmin = values['super-admin']
    await install({
      databaseUrl,
      ...(workerPassword ? { workerPassword } : {}),
      ...(superAdmin ? { superAdmin } : {}),
      say,
    })
  })
}
