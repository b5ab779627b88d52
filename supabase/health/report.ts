import type pg from 'pg'
import { type Question, questions, slowQueries } from './questions.ts'

/**
 * The health of a database as lines to read.
 *
 * @param client as one who may see the others' statistics (`postgres`, a superuser, `pg_monitor`)
 */
export async function reportHealth(client: pg.ClientBase): Promise<string[]> {
  await client.query(`set statement_timeout = '60s'`)
  // Names are written out in full, and the extension is found wherever the host put it.
  await client.query(`set search_path = ''`)
  const lines = [await headline(client)]
  for (const question of [slowQueries, ...questions]) {
    lines.push('', `── ${question.title}`)
    const why = question === slowQueries ? await whyNoStatements(client) : undefined
    lines.push(...(why ? [`  ${why}`] : await answer(client, question)))
  }
  return lines
}

async function headline(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ line: string }>(`
    select format(
      'Postgres %s, %s, %s of %s connections, up since %s UTC, statistics since %s',
      current_setting('server_version'), pg_size_pretty(pg_database_size(current_database())),
      (select count(*) from pg_stat_activity where backend_type = 'client backend'),
      current_setting('max_connections'),
      to_char(pg_postmaster_start_time() at time zone 'utc', 'YYYY-MM-DD HH24:MI'),
      coalesce(to_char(stats_reset at time zone 'utc', 'YYYY-MM-DD HH24:MI') || ' UTC', 'the beginning')
    ) as line
    from pg_stat_database where datname = current_database()`)
  return rows[0]?.line ?? ''
}

/** Makes `pg_stat_statements` findable, or says why there is none to ask. */
async function whyNoStatements(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ schema: string }>(
    `select extnamespace::regnamespace::text as schema from pg_extension
     where extname = 'pg_stat_statements'`,
  )
  const schema = rows[0]?.schema
  if (!schema) {
    return 'this database lacks pg_stat_statements: "create extension pg_stat_statements schema extensions", where the host lets you'
  }
  await client.query(`set search_path = ${schema}`)
  try {
    await client.query('select from pg_stat_statements limit 1')
    return undefined
  } catch (error) {
    const { code, message } = error as pg.DatabaseError
    return code === '55000'
      ? 'this host does not load pg_stat_statements: add it to shared_preload_libraries and start Postgres anew'
      : `pg_stat_statements can not be read: ${message}`
  }
}

async function answer(client: pg.ClientBase, { sql, nothing }: Question): Promise<string[]> {
  try {
    const { rows, fields } = await client.query<Record<string, unknown>>(sql)
    if (rows.length === 0) return [`  ${nothing}`]
    const heads = fields.map(({ name }) => name)
    return table(
      heads,
      rows.map((row) => heads.map((head) => String(row[head] ?? ''))),
    )
  } catch (error) {
    return [`  could not be asked: ${(error as Error).message}`]
  }
}

/** Columns side by side; numbers to the right. */
function table(heads: string[], rows: string[][]): string[] {
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)),
  )
  const isNumber = heads.map((_, at) =>
    rows.every((row) => /^[\d.]*( (bytes|[kMGT]B))?$/.test(row[at] ?? '')),
  )
  const line = (cells: string[]) =>
    `  ${cells
      .map((cell, at) =>
        isNumber[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd()}`
  return [line(heads), ...rows.map(line)]
}
