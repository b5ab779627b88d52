import pg from 'pg'
import { passwordOf } from './cluster.ts'
import type { LocalPostgres } from './start-postgres.ts'

/**
 * Gives the Worker's role its login and password in the embedded cluster. The role itself, and what
 * it may do, comes from a migration; run this after migrations.
 */
export async function allowWorkerLogin(
  postgres: Pick<LocalPostgres, 'superuserUrl' | 'secrets'>,
): Promise<void> {
  const client = new pg.Client({
    connectionString: postgres.superuserUrl,
    connectionTimeoutMillis: 10_000,
  })
  await client.connect()
  try {
    const password = client.escapeLiteral(passwordOf(postgres.secrets, 'aigym_worker'))
    await client.query(`alter role aigym_worker login password ${password}`)
  } finally {
    await client.end()
  }
}
