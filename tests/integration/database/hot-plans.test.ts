import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '~/data/connect.server'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres.ts'
import { fill } from '../../bench/growth/fill.ts'
import { type HotQuery, recordHotQueries } from '../../bench/growth/hot-queries.ts'
import { look, time } from '../../bench/growth/measure.ts'
import { findSamples } from '../../bench/growth/people.ts'
import { startTestPostgres } from '../../fixtures/postgres.ts'

/** Tables that grow with their community, each read by way of an index only. */
const LARGE =
  /^(messages_|conversations$|message_(posts|files|ratings|drafts)$|answer_(sources|agents|requests)$|compared_answers$|favourites$|memberships$|profiles$|content_(items|tallies|tags|progress)$|search_)/

let postgres: LocalPostgres
/** One that plans each statement for what it asks, one that keeps a plan for everybody: see `connect`. */
let ways: [string, pg.Client][]
let queries: HotQuery[]

beforeAll(async () => {
  postgres = await startTestPostgres()
  const sql = new pg.Client({ connectionString: postgres.superuserUrl })
  await sql.connect()
  try {
    await fill({ url: postgres.superuserUrl, messages: 10_000 })
    queries = await recordHotQueries(await findSamples(sql, 2))
  } finally {
    await sql.end()
  }
  ways = [
    ['planned each time', await connect(postgres.workerUrl)],
    ['planned once', await connect(postgres.workerUrl, { named: true })],
  ]
  // Small tables are read whole with good reason. Where it happens even so, there is no other way,
  // and it happens to large ones too.
  for (const [, client] of ways) await client.query('set enable_seqscan = off')
})
afterAll(async () => {
  for (const [, client] of ways ?? []) await client.end()
  await postgres?.stop()
})

/** Large tables that a statement reads from end to end, in the functions that it calls too. */
async function scanned(query: HotQuery): Promise<string[]> {
  const found: string[] = []
  for (const [way, client] of ways) {
    for (const statement of query.statements) {
      await time(client, statement, async () => {
        const { rows } = await client.query<{ name: string }>(
          'select relname as name from pg_stat_xact_all_tables where seq_scan > 0',
        )
        for (const { name } of rows) {
          if (LARGE.test(name)) found.push(`${query.name}, ${way}: ${name}`)
        }
      })
    }
  }
  return [...new Set(found)]
}

test('no hot query reads a large table from end to end', async () => {
  expect(queries.length).toBeGreaterThan(35)
  const found: string[] = []
  for (const query of queries) found.push(...(await scanned(query)))
  expect(found).toEqual([])
})

/** Lists that are shown in an order of their own, a page at a time. */
const LISTS = [
  'open communities',
  'conversations (1)',
  'conversations (2)',
  'conversations, deleted',
  'recent',
  'library (1)',
  'library, by name (1)',
  'library, not-begun (1)',
  'desk (1)',
  'drafts',
  'members',
  'members, next',
]

test('the lists of a community go along an index in their order', async () => {
  // Sorting, a page would cost as much as the community is large.
  const found: string[] = []
  for (const [way, client] of ways) {
    await client.query('set enable_sort = off')
    await client.query('discard plans')
    for (const name of LISTS) {
      const [statement] = queries.find((each) => each.name === name)?.statements ?? []
      if (!statement) throw new Error(`no ${name}`)
      await time(client, statement)
      const { sorts } = await look(client, statement)
      if (sorts) found.push(`${name}, ${way}`)
    }
    await client.query('reset enable_sort')
    await client.query('discard plans')
  }
  expect(found).toEqual([])
})

test('a page of the longest conversation reads that page, not all of it', async () => {
  const [, [, client] = []] = ways
  if (!client) throw new Error('no connection that keeps plans')
  for (const name of ['(2)', 'older (2)', 'around a message (2)']) {
    const query = queries.find(
      (each) => each.name === `conversation of 2,500${name === '(2)' ? ' ' : ', '}${name}`,
    )
    const [statement] = query?.statements ?? []
    if (!statement) throw new Error(`no ${name}`)
    await time(client, statement)
    // Reading all 2,500 at each step back was 8,000.
    expect((await look(client, statement)).buffers).toBeLessThan(3_000)
  }
})

test('and one that did would be found', async () => {
  const [first] = queries
  if (!first) throw new Error('no queries')
  const statements = first.statements.map((each) => ({
    ...each,
    sql: `select * from public.messages where text = 'nowhere'`,
    parameters: [],
  }))
  expect(await scanned({ name: 'search', statements })).toEqual(
    expect.arrayContaining([
      'search, planned each time: messages_default',
      'search, planned once: messages_default',
    ]),
  )
})
