import { readdirSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startTestPostgres } from '../fixtures/postgres.ts'
import { fillBase } from './migrations/fill.ts'
import { countRows, type Measured, measure } from './migrations/locks.ts'
import { printTable } from './table.ts'

const folder = (name: string) => new URL(`../../supabase/${name}/`, import.meta.url)

/** The tables as they began. They are filled after these. */
const base = /^202611210[78]/

export interface Pair {
  name: string
  up: string
  down: string
}

/** All pairs of the project, oldest first. */
export function allPairs(): Pair[] {
  return readdirSync(folder('migrations'))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({
      name: name.replace('.sql', ''),
      up: readFileSync(new URL(name, folder('migrations')), 'utf8'),
      down: readFileSync(new URL(name, folder('rollbacks')), 'utf8'),
    }))
}

/**
 * Runs each pair up, down and up again on a database with many rows, and tells how long it held which
 * lock on tables that were there before it, and whether it kept their rows.
 */
export async function measureMigrations(options: {
  rows: number
  pairs: Pair[]
  say: (line: string) => void
}): Promise<Measured[]> {
  const { rows, pairs, say } = options
  const postgres = await startTestPostgres({ with: 'auth' })
  const client = new pg.Client({ connectionString: postgres.postgresUrl })
  const watcher = new pg.Client({ connectionString: postgres.postgresUrl })
  try {
    await client.connect()
    await watcher.connect()
    for (const { up } of pairs.filter(({ name }) => base.test(name))) await client.query(up)
    const startedAt = performance.now()
    await fillBase(postgres.superuserUrl, rows)
    say(`Filled ${rows.toLocaleString('en')} messages in ${seconds(startedAt)} s`)
    const measured: Measured[] = []
    for (const { name, up, down } of pairs.filter(({ name }) => !base.test(name))) {
      const from = await countRows(watcher)
      for (const [way, sql] of [
        ['up', up],
        ['down', down],
        ['up again', up],
      ] as const) {
        const result = await measure(client, watcher, `${name} ${way}`, sql, from)
        say(`${result.name}: ${result.ms} ms${result.lost.length ? `, LOST ${result.lost}` : ''}`)
        measured.push(result)
      }
    }
    return measured
  } finally {
    await client.end()
    await watcher.end()
    await postgres.stop()
  }
}

const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1)

if (import.meta.main) {
  const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } })
  const measured = await measureMigrations({
    rows: Number(values.rows),
    pairs: allPairs(),
    say: (line) => console.log(line),
  })
  printTable(
    ['migration', 'ms', 'longest that it kept readers out', 'longest that it kept writers out'],
    measured.map(({ name, ms, readers, writers }) => [name, String(ms), readers, writers]),
  )
}
