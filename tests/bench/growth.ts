import './growth/app-imports.ts'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { type FilledDatabase, openFilled } from './growth/filled-database.ts'
import { look, quantile, time } from './growth/measure.ts'
import { findSamples } from './growth/people.ts'
import { printTable } from './table.ts'

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000]
const SMALL = SIZES.slice(0, 2)
/** Times that each query is asked, by different people. */
const ASKED = 30

const GOAL_MS = 20
const GOAL_TIMES = 1.5

interface Sized extends FilledDatabase {
  client: pg.Client
  queries: import('./growth/hot-queries.ts').HotQuery[]
}

async function open(messages: number): Promise<Sized> {
  const database = await openFilled(messages, console.log)
  const client = new pg.Client({ connectionString: database.postgres.workerUrl })
  await client.connect()
  const { recordHotQueries } = await import('./growth/hot-queries.ts')
  const queries = await recordHotQueries(await findSamples(database.sql, ASKED))
  return { ...database, client, queries }
}

/** Each query at each size in turn, so that what else the machine does falls on all alike. */
async function measure(sizes: Sized[]): Promise<boolean> {
  const names = sizes[0]?.queries.map(({ name }) => name) ?? []
  const rows: string[][] = []
  let missed = 0
  for (const name of names) {
    const times = sizes.map(() => [] as number[])
    for (let n = -3; n < ASKED; n += 1) {
      for (const [size, { client, queries }] of sizes.entries()) {
        const { statements = [] } = queries.find((each) => each.name === name) ?? {}
        const statement = statements[(n + ASKED) % statements.length]
        if (!statement) continue
        // What else runs on the machine must not decide: the middle one of three.
        const ms: number[] = []
        for (let again = 0; again < 3; again += 1) ms.push(await time(client, statement))
        if (n >= 0) times[size]?.push(quantile(ms, 0.5))
      }
    }
    const buffers = await Promise.all(
      sizes.map(async ({ client, queries }) => {
        const statements = queries.find((each) => each.name === name)?.statements.slice(0, 8) ?? []
        const seen: number[] = []
        for (const each of statements) seen.push((await look(client, each)).buffers)
        return quantile(seen, 0.95)
      }),
    )
    const p95 = times.map((each) => quantile(each, 0.95))
    const [least = 0, most = 0] = [p95[0], p95.at(-1)]
    console.log(`  ${name}`)
    const ok = most <= GOAL_MS && most <= Math.max(least * GOAL_TIMES, least + 0.3)
    if (!ok) missed += 1
    rows.push([
      name,
      ...sizes.map(
        (_, size) =>
          `${quantile(times[size] ?? [], 0.5).toFixed(2)} / ${p95[size]?.toFixed(2)} / ${buffers[size]}`,
      ),
      ok ? '' : `${(most / least).toFixed(1)}×`,
    ])
  }
  printTable(
    [
      'p50 ms / p95 ms / pages read',
      ...sizes.map(({ messages }) => messages.toLocaleString('en')),
      'missed',
    ],
    rows,
  )
  console.log(
    `${names.length} hot queries, ${missed} past the goal (p95 ≤ ${GOAL_MS} ms, ≤ ${GOAL_TIMES} times the smallest)`,
  )
  return missed === 0
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { small: { type: 'boolean', default: false }, sizes: { type: 'string' } },
  })
  const wanted = values.sizes?.split(',').map(Number) ?? (values.small ? SMALL : SIZES)
  const sizes: Sized[] = []
  try {
    for (const size of wanted) sizes.push(await open(size))
    process.exitCode = (await measure(sizes)) ? 0 : 1
  } finally {
    for (const { client, stop } of sizes) {
      await client.end()
      await stop()
    }
  }
}
