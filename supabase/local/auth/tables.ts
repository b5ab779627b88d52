import { readFileSync } from 'node:fs'
import pg from 'pg'
import { StartError } from '../postgres/start-error.ts'

export const tablesSql = readFileSync(new URL('./tables.sql', import.meta.url), 'utf8')

/**
 * Makes the Auth tables that the stand-in and the migrations need. May be run again.
 *
 * @param authUrl logs in as `supabase_auth_admin`
 * @throws StartError where the real Auth server has made its tables, which are its own to change
 */
export async function createAuthTables(authUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: authUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const { rows } = await client.query<{ real: boolean }>(
      `select to_regclass('auth.schema_migrations') is not null as real`,
    )
    if (rows[0]?.real === true) {
      throw new StartError(
        'This data belongs to the real Supabase Auth server: start that one, or start anew with npm start -- --reset.',
      )
    }
    await client.query('set client_min_messages to warning')
    await client.query(`begin; ${tablesSql}; commit`)
  } finally {
    await client.end()
  }
}
