import './growth/app-imports.ts'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { type FilledDatabase, openFilled } from './growth/filled-database.ts'
import { look, quantile, time } from './growth/measure.ts'
import { findSamples } from './growth/people.ts'
import { printTable } from './table.ts'

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000]
const SMALL = SIZES.slice(0, 2)
/** People who ask each query, and how often each does. */
const ASKED = 100
const ROUNDS = 5
/** Askings before they count: by then plans are kept. */
const WARM = 6

const GOAL_MS = 20
const GOAL_TIMES = 1.5

interface Sized extends FilledDatabase {
  client: pg.Client
  queries: import('./growth/hot-queries.ts').HotQuery[]
}

async function open(messages: number): Promise<Sized> {
  const database = await openFilled(messages, console.log)
  // As the app's own pool opens them.
  const { connect } = await import('~/data/connect.server')
  const client = await connect(database.postgres.workerUrl, { named: true })
  const { recordHotQueries } = await import('./growth/hot-queries.ts')
  const queries = await recordHotQueries(await findSamples(database.sql, ASKED))
  return { ...database, client, queries }
}

/** Each query at each size in turn, so that what else the machine does falls on all alike. */
async function measure(sizes: Sized[], only: RegExp): Promise<boolean> {
  const names = (sizes[0]?.queries ?? []).map(({ name }) => name).filter((name) => only.test(name))
  const rows: string[][] = []
  let missed = 0
  for (const name of names) {
    const asked = sizes.map(({ queries }) => queries.find((each) => each.name === name))
    // What else runs on the machine must not decide: of each person the middle one of a few rounds.
    const rounds = sizes.map(() => Array.from({ length: ASKED }, () => [] as number[]))
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let n = round === 0 ? -WARM : 0; n < ASKED; n += 1) {
        for (const [size, { client }] of sizes.entries()) {
          const { statements = [] } = asked[size] ?? {}
          const statement = statements.at(n % statements.length)
          if (!statement) continue
          const ms = await time(client, statement)
          rounds[size]?.[n]?.push(ms)
        }
      }
    }
    const times = rounds.map((people) => people.map((each) => quantile(each, 0.5)))
    const buffers = await Promise.all(
      sizes.map(async ({ client }, size) => {
        const statements = asked[size]?.statements.slice(0, 20) ?? []
        const seen: number[] = []
        for (const each of statements) seen.push((await look(client, each)).buffers)
        return quantile(seen, 0.95)
      }),
    )
    const p95 = times.map((each) => quantile(each, 0.95))
    const [least = 0, most = 0] = [p95[0], p95.at(-1)]
    console.log(`  ${name}`)
    const ok = most <= GOAL_MS && most <= least * GOAL_TIMES
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
    options: {
      small: { type: 'boolean', default: false },
      sizes: { type: 'string' },
      only: { type: 'string', default: '' },
    },
  })
  const wanted = values.sizes?.split(',').map(Number) ?? (values.small ? SMALL : SIZES)
  const sizes: Sized[] = []
  try {
    for (const size of wanted) sizes.push(await open(size))
    process.exitCode = (await measure(sizes, new RegExp(values.only))) ? 0 : 1
  } finally {
    for (const { client, stop } of sizes) {
      await client.end()
      await stop()
    }
  }
}
