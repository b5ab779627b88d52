import type { Client } from 'pg'

/** Statements that one connection keeps at most; what comes after is planned each time. */
const KEPT = 500

/**
 * Has Postgres keep one plan for each named statement. Left to itself it plans a statement over
 * partitions anew each time, since it does not see that a kept plan skips the months that are not
 * asked for.
 */
export const KEEP_PLANS = '-c plan_cache_mode=force_generic_plan'

const names = new WeakMap<Client, Map<string, string>>()

/**
 * From now on each statement that `client` sends has a name, so that Postgres parses, rewrites and
 * plans it once for the connection. Only for a connection that is one server's for as long as it
 * lives: a pooler may hand the next transaction to a server that never heard the name.
 */
export function nameStatements(client: Client): void {
  names.set(client, new Map())
}

/**
 * The name of a statement on this connection; none where statements are not named.
 *
 * @param role whose policies are written into the plan
 */
export function statementName(client: Client, role: string, sql: string): string | undefined {
  const known = names.get(client)
  if (!known) return undefined
  const key = `${role} ${sql}`
  const name = known.get(key)
  if (name || known.size >= KEPT) return name
  const given = `s${known.size}`
  known.set(key, given)
  return given
}
