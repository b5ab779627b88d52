import pg from 'pg'
import type { FilledDatabase } from '../growth/filled-database.ts'
import type { HotQuery } from '../growth/hot-queries.ts'
import { look, quantile, time } from '../growth/measure.ts'
import { findSamples } from '../growth/people.ts'
import { parted } from './cores.ts'

/** People who ask each query, how often it is asked in all, and before that counts. */
const PEOPLE = 30
const ASKED = 200
const WARM = 6

/** A copy of the filled database where no table has row-level security. */
const COPY = 'without_policies'

export interface Compared {
  name: string
  /** Milliseconds: the median of all askings. */
  on: number
  off: number
  pagesOn: number
  pagesOff: number
}

export interface Comparison {
  compared: Compared[]
  /** What could not be asked of these people, and the database's word for it. */
  refused: string[]
  /** Whether client and servers had a core each. */
  parted: boolean
}

function databaseOf(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

async function withClient<T>(url: string, work: (sql: pg.Client) => Promise<T>): Promise<T> {
  const sql = new pg.Client({ connectionString: url })
  await sql.connect()
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

/** Copies files, so that both databases have the same rows at the same places. */
async function copyWithoutPolicies(superuserUrl: string): Promise<void> {
  const source = new URL(superuserUrl).pathname.slice(1)
  await withClient(databaseOf(superuserUrl, 'template1'), async (sql) => {
    await sql.query(`drop database if exists ${COPY}`)
    await sql.query(`create database ${COPY} template ${source} strategy file_copy`)
  })
  await withClient(databaseOf(superuserUrl, COPY), async (sql) => {
    const { rows } = await sql.query<{ name: string }>(
      `select oid::regclass::text as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    )
    for (const { name } of rows) {
      await sql.query(`alter table ${name} disable row level security`)
    }
  })
}

async function recordQueries(sql: pg.Client): Promise<HotQuery[]> {
  const { recordHotQueries } = await import('../growth/hot-queries.ts')
  const { seldomUses } = await import('../growth/seldom-queries.ts')
  const samples = await findSamples(sql, PEOPLE)
  const all = [
    ...(await recordHotQueries(samples)),
    ...(await recordHotQueries(samples, seldomUses)),
  ]
  // Several uses send the same statement.
  const known = new Set<string>()
  return all.filter(({ statements: [first] }) => {
    if (!first || known.has(first.sql)) return false
    known.add(first.sql)
    return true
  })
}

/**
 * Our own hot queries with row-level security and without it, each asking beside the same one of the
 * other, by the app's own connections with kept plans. What is without it is a copy of the database, so
 * that no plan is thrown away between two askings.
 */
export async function compare(database: FilledDatabase): Promise<Comparison> {
  const { superuserUrl, workerUrl } = database.postgres
  const queries = await recordQueries(database.sql)
  // A database that somebody is connected to is not copied.
  await database.sql.end()
  await copyWithoutPolicies(superuserUrl)
  const { connect } = await import('~/data/connect.server')
  const clients = {
    on: await connect(workerUrl, { named: true }),
    off: await connect(databaseOf(workerUrl, COPY), { named: true }),
  }
  try {
    const isParted = await parted(Object.values(clients))
    const compared: Compared[] = []
    const refused: string[] = []
    for (const { name, statements } of queries) {
      try {
        const ms = { on: [] as number[], off: [] as number[] }
        for (let n = -WARM; n < ASKED; n += 1) {
          const statement = statements.at(n % statements.length)
          if (!statement) continue
          // Which of the two comes first may matter to the second.
          for (const way of n % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const)) {
            const taken = await time(clients[way], statement)
            if (n >= 0) ms[way].push(taken)
          }
        }
        const [first] = statements
        if (!first) continue
        compared.push({
          name,
          on: quantile(ms.on, 0.5),
          off: quantile(ms.off, 0.5),
          pagesOn: (await look(clients.on, first)).buffers,
          pagesOff: (await look(clients.off, first)).buffers,
        })
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) throw error
        refused.push(`${name}: ${error.message}`)
      }
    }
    return { compared, refused, parted: isParted }
  } finally {
    for (const client of Object.values(clients)) await client.end()
    await withClient(databaseOf(superuserUrl, 'template1'), (sql) =>
      sql.query(`drop database if exists ${COPY}`),
    )
  }
}
