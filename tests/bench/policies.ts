import './growth/app-imports.ts'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { type FilledDatabase, openFilled } from './growth/filled-database.ts'
import { look, quantile, time } from './growth/measure.ts'
import { findSamples } from './growth/people.ts'
import { measurePublished } from './policies/published.ts'
import { printTable } from './table.ts'

const SIZES = [100_000, 1_000_000]
/** Times that each query is asked with policies, and without. */
const ASKED = 30
/** Turns, with and without: what else the machine does falls on both. */
const TURNS = 3

const GOAL_TIMES = 1.1

const ms = (value: number | null) => (value === null ? '> 15 s' : value.toFixed(2))

async function setPolicies({ sql }: FilledDatabase, on: boolean): Promise<void> {
  const { rows } = await sql.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
  )
  for (const { name } of rows) {
    await sql.query(`alter table ${name} ${on ? 'enable' : 'disable'} row level security`)
  }
}

interface Compared {
  name: string
  on: number
  off: number
  pagesOn: number
  pagesOff: number
}

/** Our own hot queries, with row-level security and without, in turns. */
async function compare(database: FilledDatabase): Promise<Compared[]> {
  const { recordHotQueries } = await import('./growth/hot-queries.ts')
  const queries = await recordHotQueries(await findSamples(database.sql, ASKED))
  const client = new pg.Client({ connectionString: database.postgres.workerUrl })
  await client.connect()
  const times = queries.map(() => ({ on: [] as number[], off: [] as number[] }))
  const pages = queries.map(() => ({ on: 0, off: 0 }))
  try {
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const way of ['on', 'off'] as const) {
        await setPolicies(database, way === 'on')
        for (const [at, { statements }] of queries.entries()) {
          const [first] = statements
          if (!first) continue
          await time(client, first)
          for (const each of statements.slice(0, ASKED / TURNS)) {
            times[at]?.[way].push(await time(client, each))
          }
          const counted = pages[at]
          if (turn === 0 && counted) counted[way] = (await look(client, first)).buffers
        }
      }
    }
  } finally {
    await setPolicies(database, true)
    await client.end()
  }
  return queries.map(({ name }, at) => ({
    name,
    on: quantile(times[at]?.on ?? [], 0.5),
    off: quantile(times[at]?.off ?? [], 0.5),
    pagesOn: pages[at]?.on ?? 0,
    pagesOff: pages[at]?.off ?? 0,
  }))
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { sizes: { type: 'string' } } })
  for (const size of values.sizes?.split(',').map(Number) ?? SIZES) {
    const database = await openFilled(size, console.log)
    try {
      // An earlier run that was killed may have left them off.
      await setPolicies(database, true)
      console.log(`\nThe published tests at ${size.toLocaleString('en')} rows\n`)
      const published = await measurePublished(database.postgres.superuserUrl, size)
      printTable(
        ['test', 'slow form, ms', 'fast form, ms'],
        published.map(({ name, slow, fast }) => [name, ms(slow), ms(fast)]),
      )
      console.log(`\nOur hot queries at ${size.toLocaleString('en')} messages\n`)
      const compared = await compare(database)
      printTable(
        ['query', 'with policies, ms', 'without, ms', 'times', 'pages with', 'pages without'],
        compared.map(({ name, on, off, pagesOn, pagesOff }) => [
          name,
          on.toFixed(2),
          off.toFixed(2),
          (on / off).toFixed(2),
          String(pagesOn),
          String(pagesOff),
        ]),
      )
      const past = compared.filter(({ on, off }) => on > off * GOAL_TIMES)
      const slowest = compared.toSorted((a, b) => b.on - a.on)[0]
      console.log(
        `${past.length} of ${compared.length} cost more than ${GOAL_TIMES} times themselves without policies; ` +
          `the slowest is ${slowest?.name} with ${slowest?.on.toFixed(2)} ms`,
      )
      if (past.length > 0) process.exitCode = 1
    } finally {
      await database.stop()
    }
  }
}
