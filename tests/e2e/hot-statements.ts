import type pg from 'pg'
import { beforeStop } from '../fixtures/served-app'
import { recordStatements } from '../integration/database/every-query'

/** What frames a batch, and the question whether anybody is there: they ask no table. */
const FRAME =
  /^(begin|commit|rollback|savepoint|release|set|reset|show|select private\.enter\(|select \$1$)/i

/** Ids that Postgres gives to statements: the same for the same one, whatever its constants. */
async function idsOf(sql: pg.Client, statements: string[]): Promise<Set<string>> {
  const ids = new Set<string>()
  for (const statement of statements) {
    const { rows } = await sql.query<{ 'QUERY PLAN': string }>(
      `explain (verbose, generic_plan, costs off) ${statement}`,
    )
    const found = rows.map((row) => /^Query Identifier: (.*)$/.exec(row['QUERY PLAN'])?.[1])
    for (const id of found) if (id) ids.add(id)
  }
  return ids
}

/**
 * The statements that `pg_stat_statements` saw the Worker send for people and for nobody, and that
 * `npm run bench:policies` does not measure. Jobs go as the Worker's own role, which no policy is for.
 */
export async function unmeasured(sql: pg.Client): Promise<string[]> {
  const { rows } = await sql.query<{ id: string; query: string }>(
    `select queryid::text as id, query from extensions.pg_stat_statements
     where userid in ('anon'::regrole, 'authenticated'::regrole)
       and dbid = (select oid from pg_database where datname = current_database())`,
  )
  const measured = await idsOf(sql, await recordStatements())
  return rows.filter(({ id, query }) => !FRAME.test(query) && !measured.has(id)).map((r) => r.query)
}

beforeStop.push(async ({ sql }) => {
  const missing = await unmeasured(sql)
  if (missing.length === 0) return
  throw new Error(
    `npm run bench:policies lacks what the suite was seen to ask; say in tests/bench/growth/hot-queries.ts ` +
      `or seldom-queries.ts what asks it:\n${missing.join('\n')}`,
  )
})
