import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listedValues } from '~/data/listed-values'
import { describeStatement } from './describe-statement.ts'
import { recordStatements } from './every-query.ts'
import { startTestDatabase, type TestDatabase } from './test-database.ts'
import { findWrittenQueries, type WrittenQuery } from './written-queries.ts'

let db: TestDatabase
let client: pg.Client
let recorded: string[]
let written: WrittenQuery[]
beforeAll(async () => {
  db = await startTestDatabase()
  client = new pg.Client({ connectionString: db.postgres.postgresUrl })
  await client.connect()
  recorded = await recordStatements()
  written = findWrittenQueries()
})
afterAll(async () => {
  await client?.end()
  await db?.stop()
})

/** What `connect.server.ts` makes of a type's values. */
const kinds: Record<string, string> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float8: 'number',
  numeric: 'number',
  text: 'string',
  uuid: 'string',
  timestamptz: 'string',
  json: 'object',
  jsonb: 'object',
}

async function kindOf(type: number): Promise<string> {
  const [row] = await db.asPostgres('select typname as name from pg_type where oid = $1', [type])
  const name = String(row?.name)
  return name.startsWith('_') ? 'array' : (kinds[name] ?? name)
}

async function isNullable(table: number, column: number): Promise<boolean> {
  const [row] = await db.asPostgres(
    'select not attnotnull as nullable from pg_attribute where attrelid = $1 and attnum = $2',
    [table, column],
  )
  return row?.nullable === true
}

/** The whole texts that a written query has: as it stands, or as the features sent it. */
function textsOf({ chunks, plain }: WrittenQuery): string[] {
  if (plain) return [chunks.reduce((text, chunk, at) => `${text}$${at}${chunk}`)]
  return recorded.filter((text) => {
    let from = 0
    const inOrder = chunks.every((chunk, at) => {
      const place = text.indexOf(chunk, from)
      from = place + chunk.length
      return at === 0 ? place === 0 : place >= 0
    })
    return inOrder && text.endsWith(chunks.at(-1) ?? '')
  })
}

/** What a written query declares and Postgres does not say. */
async function complaintsOf(query: WrittenQuery): Promise<string[]> {
  const texts = textsOf(query)
  if (texts.length === 0) return [`${query.where}: nothing sends it; see every-query.ts`]
  const complaints: string[] = []
  for (const text of texts) {
    const described = await describeStatement(client, text).catch((error: Error) => error)
    if (described instanceof Error) {
      complaints.push(`${query.where}: ${described.message}`)
      continue
    }
    if (!query.columns) continue
    const told = new Map(described.map((column) => [column.name, column]))
    for (const [name, declared] of query.columns) {
      const column = told.get(name)
      if (!column) {
        complaints.push(`${query.where}: "${name}" is declared and not selected`)
        continue
      }
      const kind = await kindOf(column.type)
      if (declared.kinds.size !== 1 || !(declared.kinds as Set<string>).has(kind)) {
        complaints.push(`${query.where}: "${name}" is ${kind}, not ${[...declared.kinds]}`)
      }
      if (!declared.nullable && column.table && (await isNullable(column.table, column.column))) {
        complaints.push(`${query.where}: "${name}" may be null`)
      }
    }
  }
  return complaints
}

describe('the queries of the app', () => {
  test('name nothing that the schema does not have', async () => {
    expect(recorded.length).toBeGreaterThan(30)
    const refused: string[] = []
    for (const text of recorded) {
      await describeStatement(client, text).catch((error: Error) => {
        refused.push(`${error.message}: ${text}`)
      })
    }
    expect(refused).toEqual([])
  })

  test('that are written rather than built select what their rows declare', async () => {
    expect(written.length).toBeGreaterThan(25)
    const complaints: string[] = []
    for (const query of written) complaints.push(...(await complaintsOf(query)))
    expect(complaints).toEqual([])
  })

  test('would be complained of: a column renamed, another kind, a row that nobody selects', async () => {
    const query = written.find(({ columns, plain }) => plain && columns?.has('agentThere'))
    if (!query?.columns) throw new Error('no such query')
    const wrong = new Map(query.columns)
    wrong.set('mine', { kinds: new Set(['string']), nullable: false })
    wrong.set('agentId', { kinds: new Set(['string']), nullable: false })
    wrong.set('colour', { kinds: new Set(['string']), nullable: false })
    expect(await complaintsOf({ ...query, columns: wrong })).toEqual([
      expect.stringContaining('"agentId" may be null'),
      expect.stringContaining('"mine" is boolean, not string'),
      expect.stringContaining('"colour" is declared and not selected'),
    ])
    await db.asPostgres('alter table public.conversations rename column readers to watchers')
    try {
      expect(await complaintsOf(query)).toEqual([
        expect.stringContaining('column v.readers does not exist'),
      ])
    } finally {
      await db.asPostgres('alter table public.conversations rename column watchers to readers')
    }
  })
})

describe('the values that the code lists', () => {
  const lists = Object.entries(listedValues).flatMap(([table, columns]) =>
    Object.entries(columns).map(([column, values]) => ({
      name: `${table}.${column}`,
      table,
      column,
      values: [...values],
    })),
  )
  test.each(lists)('$name: as its check constraint has them', async (list) => {
    const rows = await db.asPostgres(
      `select pg_get_constraintdef(c.oid) as text from pg_constraint as c
       join pg_attribute as a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
       where c.contype = 'c' and c.conrelid = format('public.%I', $1::text)::regclass
         and a.attname = $2 and pg_get_constraintdef(c.oid) like '%= ANY (ARRAY[%'`,
      [list.table, list.column],
    )
    expect(rows).toHaveLength(1)
    const known = [...String(rows[0]?.text).matchAll(/'(\w+)'::text/g)].map(([, value]) => value)
    expect(list.values.sort()).toEqual(known.sort())
  })
})
