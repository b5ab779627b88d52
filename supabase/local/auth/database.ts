import pg from 'pg'

/** A connection inside a transaction. */
export type Tx = pg.ClientBase

/** Connections for the stand-in, as `supabase_auth_admin`. */
export function openPool(authUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: authUrl,
    max: 10,
    connectionTimeoutMillis: 10_000,
    // Nothing here takes long; what waits longer waits for a lock that will not come.
    statement_timeout: 10_000,
    lock_timeout: 5_000,
  })
  // An idle connection that breaks (Postgres stopped) is replaced at the next call.
  pool.on('error', () => {})
  return pool
}

/** Runs `work` in one transaction: all of it or nothing. */
export async function inTransaction<T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** The first row, for queries that have at most one. */
export async function one<Row extends pg.QueryResultRow>(
  tx: Tx,
  text: string,
  values: unknown[],
): Promise<Row | undefined> {
  const { rows } = await tx.query<Row>(text, values)
  return rows[0]
}

/** `a = $2, b = $3` and its values, for an update whose `$1` is the key. Columns come from code. */
export function assignments(changes: Record<string, unknown>): { text: string; values: unknown[] } {
  const entries = Object.entries(changes)
  return {
    text: entries.map(([column], at) => `${pg.escapeIdentifier(column)} = $${at + 2}`).join(', '),
    values: entries.map(([, value]) => value),
  }
}
