import pg from 'pg'
import { StartError } from '../local/postgres/start-error.ts'
import { type ReadTable, type References, readReferences } from './references.ts'
import { type LegacyTable, legacyShape, otherNames } from './shape.ts'
import { findTables, findUnread, quote } from './unread.ts'

/** A row under the names of `legacyShape`; what the table has no column for is null. */
export type LegacyRow = Record<string, unknown>

export interface LegacyData {
  rows: Record<LegacyTable, LegacyRow[]>
  /** What the columns that name people refer to. */
  references: References
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
  const there = await findTables(client)
  const rows = {} as LegacyData['rows']
  const read = new Map<LegacyTable, ReadTable>()
  for (const table of Object.keys(legacyShape) as LegacyTable[]) {
    const name = [table, ...(otherNames[table] ?? [])].find((candidate) => there.has(candidate))
    rows[table] = []
    if (!name) continue
    const picked = pick(legacyShape[table], there.get(name)?.columns ?? [])
    read.set(table, { name, picked })
    rows[table] = await readRows(client, name, picked)
  }
  if (read.size === 0) {
    throw new StartError('There is no table of an earlier AI GYM in that database.')
  }
  const references = await readReferences(client, read)
  return { rows, references, unread: await findUnread(client, there, read.values()) }
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

const ident = pg.escapeIdentifier
