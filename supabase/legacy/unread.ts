import pg from 'pg'
import type { ReadTable } from './references.ts'

export interface TableThere {
  columns: string[]
  /** Whether the role that reads may read it. */
  readable: boolean
}

/** What sign-in keeps for a while, and notes of what it did: nobody misses it in another house. */
const passing = new Set(
  [
    'sessions',
    'refresh_tokens',
    'mfa_amr_claims',
    'mfa_challenges',
    'one_time_tokens',
    'flow_state',
    'audit_log_entries',
    'instances',
    'schema_migrations',
  ].map((name) => `auth.${name}`),
)

/** Every table of the database but the system's own, by schema and name. */
export async function findTables(client: pg.ClientBase): Promise<Map<string, TableThere>> {
  const { rows } = await client.query<TableThere & { name: string }>(
    `select n.nspname || '.' || c.relname as name,
       array_agg(a.attname::text order by a.attnum) as columns,
       has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') as readable
     from pg_catalog.pg_class as c
     join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
     join pg_catalog.pg_attribute as a on a.attrelid = c.oid
     where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
       and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
     group by n.oid, n.nspname, c.oid, c.relname
     order by 1`,
  )
  return new Map(rows.map(({ name, ...table }) => [name, table]))
}

/** What holds something and is not read, a line each. */
export async function findUnread(
  client: pg.ClientBase,
  there: ReadonlyMap<string, TableThere>,
  read: Iterable<ReadTable>,
): Promise<string[]> {
  const unread: string[] = []
  const known = new Map([...read].map(({ name, picked }) => [name, Object.values(picked)]))
  for (const [name, picked] of known) {
    const others = (there.get(name)?.columns ?? []).filter((column) => !picked.includes(column))
    const counts = await countValues(client, name, others)
    for (const [at, column] of others.entries()) {
      if (counts[at]) unread.push(`column ${name}.${column} (${counts[at]} values)`)
    }
  }
  for (const [name, { readable }] of there) {
    if (known.has(name) || passing.has(name)) continue
    if (!readable) {
      unread.push(`table ${name} (this role may not see what it holds)`)
      continue
    }
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from ${quote(name)}`,
    )
    if (rows[0]?.n) unread.push(`table ${name} (${rows[0].n} rows)`)
  }
  return unread
}

/** How many values each of the columns holds; an empty text is none. */
async function countValues(
  client: pg.ClientBase,
  name: string,
  columns: string[],
): Promise<number[]> {
  if (columns.length === 0) return []
  const counts = columns.map((column) => `count(nullif(${ident(column)}::text, ''))::int`)
  const { rows } = await client.query<{ counts: number[] }>(
    `select array[${counts.join(', ')}] as counts from ${quote(name)}`,
  )
  return rows[0]?.counts ?? []
}

const ident = pg.escapeIdentifier

/** `schema.table` as SQL; the table's own name may hold a dot. */
export function quote(name: string): string {
  const dot = name.indexOf('.')
  return `${ident(name.slice(0, dot))}.${ident(name.slice(dot + 1))}`
}
