import type pg from 'pg'

interface Column {
  oid: number
  table: string
  column: string
}

/** Columns of all tables that are not Postgres's, Auth's or the history's own. */
const columnsQuery = `
  select pg_class.oid, format('%I.%I', nspname, relname) as "table", attname as "column"
  from pg_class
  join pg_namespace on pg_namespace.oid = relnamespace
  join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
  where relkind in ('r', 'p') and not relispartition and relpersistence = 'p'
    and nspname !~ '^pg_' and nspname not in ('information_schema', 'supabase_migrations')
  order by 2, attnum`

const deletedQuery = `
  select format('%I.%I', schemaname, relname) as "table", sum(n_tup_del)::int as rows
  from pg_stat_xact_user_tables
  where n_tup_del > 0 and schemaname <> 'supabase_migrations'
  group by 1`

async function count(client: pg.ClientBase, from: string): Promise<number> {
  const { rows } = await client.query<{ rows: string }>(`select count(*) as rows from ${from}`)
  return Number(rows[0]?.rows)
}

/**
 * Finds out what rows a piece of SQL would lose, by running it and taking it back. Call it inside a
 * transaction; nothing stays, and the locks that it took are given back.
 *
 * @returns a line a loss, such as `public.notes: 12 rows`; none when nothing is lost
 */
export async function findLosses(client: pg.ClientBase, sql: string): Promise<string[]> {
  const before = (await client.query<Column>(columnsQuery)).rows
  await client.query('savepoint trial')
  await client.query(sql)
  const after = (await client.query<Column>(columnsQuery)).rows
  const deleted = (await client.query<{ table: string; rows: number }>(deletedQuery)).rows
  const remade = new Map<string, number>()
  const oids = new Map(before.map(({ table, oid }) => [table, oid]))
  for (const { table, oid } of after) {
    const isRemade = oids.has(table) && oids.get(table) !== oid
    if (isRemade && !remade.has(table)) remade.set(table, await count(client, table))
  }
  await client.query('rollback to savepoint trial')

  const left = new Set(after.flatMap(({ oid, table }) => [String(oid), table]))
  const leftColumns = new Set(
    after.flatMap(({ oid, table, column }) => [`${oid} ${column}`, `${table} ${column}`]),
  )
  const losses: string[] = []
  for (const [table, oid] of oids) {
    const isGone = !left.has(String(oid)) && !left.has(table)
    if (!isGone && !remade.has(table)) continue
    const missing = (await count(client, table)) - (remade.get(table) ?? 0)
    if (missing > 0) losses.push(`${table}: ${told(missing)}`)
  }
  for (const { oid, table, column } of before) {
    const isTableLeft = left.has(String(oid)) || left.has(table)
    if (!isTableLeft || leftColumns.has(`${oid} ${column}`)) continue
    if (leftColumns.has(`${table} ${column}`)) continue
    const filled = await count(
      client,
      `${table} where "${column.replaceAll('"', '""')}" is not null`,
    )
    if (filled > 0) losses.push(`${table}.${column}: what it says in ${told(filled)}`)
  }
  for (const { table, rows } of deleted) losses.push(`${table}: ${told(rows)} deleted`)
  return losses
}

const told = (rows: number) => (rows === 1 ? '1 row' : `${rows.toLocaleString('en')} rows`)
