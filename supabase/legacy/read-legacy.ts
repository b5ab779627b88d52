import pg from 'pg'
import { StartError } from '../local/postgres/start-error.ts'
import { type LegacyTable, legacyShape, otherNames } from './shape.ts'

/** A row under the names of `legacyShape`; what the table has no column for is null. */
export type LegacyRow = Record<string, unknown>

export interface LegacyData {
  rows: Record<LegacyTable, LegacyRow[]>
  /** Tables and columns that nothing here reads, with what they hold. */
  unread: string[]
}

/** More than the earlier installation can have; whoever has more is told, and loses nothing. */
const mostRows = 2_000_000

/**
 * Reads an earlier AI GYM's database as it was at one moment; nothing is written there.
 *
 * @throws StartError with one line when it can't be reached, breaks off, or is no AI GYM's
 */
export async function readLegacy(databaseUrl: string): Promise<LegacyData> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    query_timeout: 120_000,
  })
  // A connection that breaks tells every query that waits, and this listener.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('begin transaction isolation level repeatable read read only')
    const data = await readTables(client)
    await client.query('rollback')
    return data
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(
      `The earlier database could not be read, and nothing was written: ${(error as Error).message}`,
    )
  } finally {
    await client.end().catch(() => {})
  }
}

async function readTables(client: pg.Client): Promise<LegacyData> {
  const columns = await findColumns(client)
  const rows = {} as LegacyData['rows']
  const unread: string[] = []
  const known = new Set<string>()
  let found = 0
  for (const table of Object.keys(legacyShape) as LegacyTable[]) {
    const name = [table, ...(otherNames[table] ?? [])].find((candidate) => columns.has(candidate))
    rows[table] = []
    if (!name) continue
    known.add(name)
    found += 1
    const there = columns.get(name) ?? []
    const picked = pick(legacyShape[table], there)
    rows[table] = await readRows(client, name, picked)
    if (table === 'auth.users') continue
    for (const column of there) {
      if (Object.values(picked).includes(column)) continue
      const used = await countValues(client, name, column)
      if (used > 0) unread.push(`column ${name}.${column} (${used} values)`)
    }
  }
  for (const name of columns.keys()) {
    if (known.has(name) || name.startsWith('auth.')) continue
    const { rows: counted } = await client.query(`select count(*)::int as n from ${quote(name)}`)
    unread.push(`table ${name} (${counted[0]?.n} rows)`)
  }
  if (found === 0) {
    throw new StartError('There is no table of an earlier AI GYM in that database.')
  }
  return { rows, unread }
}

async function findColumns(client: pg.Client): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select n.nspname || '.' || c.relname as name,
       array_agg(a.attname::text order by a.attnum) as columns
     from pg_catalog.pg_class as c
     join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
     join pg_catalog.pg_attribute as a on a.attrelid = c.oid
     where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
       and (n.nspname = 'public' or (n.nspname = 'auth' and c.relname = 'users'))
     group by 1 order by 1`,
  )
  return new Map(rows.map(({ name, columns }) => [name, columns]))
}

function pick(
  names: Record<string, readonly string[]>,
  there: readonly string[],
): Record<string, string> {
  const picked: Record<string, string> = {}
  for (const [field, candidates] of Object.entries(names)) {
    const column = candidates.find((candidate) => there.includes(candidate))
    if (column) picked[field] = column
  }
  return picked
}

async function readRows(client: pg.Client, name: string, picked: Record<string, string>) {
  const fields = Object.entries(picked)
  if (fields.length === 0) return []
  const list = fields.map(([field, column]) => `${ident(column)} as ${ident(field)}`).join(', ')
  const order = picked.createdAt ? `${ident(picked.createdAt)} nulls last, ` : ''
  const { rows } = await client.query<LegacyRow>(
    `select ${list} from ${quote(name)} order by ${order}${picked.id ? ident(picked.id) : '1'}
     limit ${mostRows + 1}`,
  )
  if (rows.length > mostRows) {
    throw new StartError(`${name} has more than ${mostRows} rows: import it in parts.`)
  }
  return rows
}

async function countValues(client: pg.Client, name: string, column: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(${ident(column)})::int as n from ${quote(name)}`,
  )
  return rows[0]?.n ?? 0
}

const ident = pg.escapeIdentifier
const quote = (name: string) => name.split('.').map(ident).join('.')
