import { readFileSync } from 'node:fs'
import pg from 'pg'
import { connect } from '../../app/data/connect.server.ts'
import { runBatch } from '../../app/data/run-batch.server.ts'
import type { Claims } from '../../app/platform/auth/actor.ts'
import type { LocalPostgres } from '../../supabase/local/postgres/start-postgres.ts'
import { startTestPostgres } from '../fixtures/postgres.ts'
import { type Actor, keptOut } from './actors.ts'
import { type Catalogue, readCatalogue } from './catalogue.ts'
import { accountsSql, signEverybodyIn } from './people.ts'
import { scene } from './scene/index.ts'
import type { Cell, Try } from './tries.ts'

/** A cell that is not as it should be. */
export interface Difference {
  cell: Cell
  attempt: Try
  found: string
}

/** A migrated database with the scene planted in it and everybody signed in. */
export interface Gym {
  postgres: LocalPostgres
  /** The migrations' role, whom no policy holds. */
  owner: pg.Client
  catalogue: Catalogue
  /** Sends one try through the app's own pipeline and takes it back; @returns what is not right */
  attempt(one: Try): Promise<Difference[]>
  /** Sends many, those that nobody was granted together. */
  attemptAll(tries: Try[]): Promise<Difference[]>
  stop(): Promise<void>
}

/** Tries that run at once. Each is a transaction of its own, which leaves nothing behind. */
const CONNECTIONS = 4

/** Tries that share a transaction, where all should be refused. */
const TOGETHER = 100

type Rows = Record<string, string>
type Client = Awaited<ReturnType<typeof connect>>
const arrangement = readFileSync(new URL('arrangement.sql', import.meta.url), 'utf8')

/** Opens the place where permissions are tried. */
export async function openGym(): Promise<Gym> {
  const stopping = new AsyncDisposableStack()
  try {
    const postgres = await startTestPostgres()
    stopping.defer(() => postgres.stop())
    const owner = new pg.Client({ connectionString: postgres.postgresUrl })
    await owner.connect()
    stopping.defer(() => owner.end())
    await owner.query(arrangement)
    await owner.query(accountsSql())
    await owner.query(scene.plant)
    const claims = await signEverybodyIn(postgres, owner)
    const catalogue = await readCatalogue(owner)
    const workers: Client[] = []
    for (let count = 0; count < CONNECTIONS; count += 1) {
      const worker = await connect(postgres.workerUrl)
      stopping.defer(() => worker.end())
      workers.push(worker)
    }
    const rowsBefore = new Map<string, Rows>()
    for (const name of catalogue.tables.keys()) {
      const { rows } = await owner.query<{ seen: Record<string, Rows> }>(
        `select ${lookAt([name], catalogue)} as seen`,
      )
      rowsBefore.set(name, rows[0]?.seen[name] ?? {})
    }
    const single = (worker: Client, one: Try) => attempt(worker, one, claims, catalogue, rowsBefore)
    const whole = stopping.move()
    return {
      postgres,
      owner,
      catalogue,
      attempt: (one) => single(workers[0] as Client, one),
      async attemptAll(tries) {
        const refused = new Set(tries.filter(isRefusedOutright))
        const surprising = await surprises(workers[0] as Client, [...refused], claims)
        const waiting = [...surprising, ...tries.filter((one) => !refused.has(one))]
        const differences: Difference[] = []
        await Promise.all(
          workers.map(async (worker) => {
            for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
              differences.push(...(await single(worker, one)))
            }
          }),
        )
        return differences
      },
      stop: () => whole.disposeAsync(),
    }
  } catch (error) {
    await stopping.disposeAsync()
    throw error
  }
}

/** SQL for all rows of some tables: a hash of each, by its key. */
function lookAt(names: string[], { tables }: Catalogue): string {
  const parts = names.map((name) => {
    const table = tables.get(name)
    if (table === undefined) throw new Error(`There is no table ${name}.`)
    return `'${name}', (
      select coalesce(jsonb_object_agg(${table.key}, md5(t::text)), '{}') from ${table.sql} as t)`
  })
  return `jsonb_build_object(${parts.join(', ')})`
}

/** Whether nothing of the try should come to a row: nobody was granted it, or this one is kept out. */
const isRefusedOutright = ({ cells, actor }: Try) =>
  cells.every(({ expected }) => expected === '-' || expected === keptOut[actor])

/**
 * Sends many tries that should be refused outright, so that an actor's can share a transaction, each
 * fenced off from the others.
 *
 * @returns those that were not refused so, to be looked at by themselves
 */
async function surprises(
  worker: Client,
  tries: Try[],
  claims: Map<Actor, Claims | null>,
): Promise<Try[]> {
  const surprising: Try[] = []
  const groups = [...new Set(tries.map((one) => one.actor))].flatMap((actor) => {
    const of = tries.filter((one) => one.actor === actor)
    return Array.from({ length: Math.ceil(of.length / TOGETHER) }, (_, at) =>
      of.slice(at * TOGETHER, (at + 1) * TOGETHER),
    )
  })
  for (const together of groups) {
    const [{ actor }] = together as [Try]
    const { failure, results } = await runBatch(worker, {
      claims: claims.get(actor) ?? null,
      statements: [
        ...together.map(({ sql }) => ({ sql, parameters: [], access: 'read' as const })),
        // One write, so that nothing is refused for being in a transaction that only reads.
        { sql: 'select matrix.undo()', parameters: [], access: 'write' as const },
      ],
    })
    surprising.push(
      ...together.filter(({ cells }, at) => {
        const result = results[at]
        const refused = failure ?? (result && 'failure' in result ? result.failure : null)
        if (refused === null) return true
        const found = refusal(refused.sqlstate, refused.message)
        return cells.some(({ expected }) => expected !== found)
      }),
    )
  }
  return surprising
}

async function attempt(
  worker: Client,
  one: Try,
  claims: Map<Actor, Claims | null>,
  catalogue: Catalogue,
  rowsBefore: Map<string, Rows>,
): Promise<Difference[]> {
  const act = { sql: one.sql, parameters: [], access: 'write' as const }
  const look = {
    sql: 'select matrix.look($1) as seen',
    parameters: [`select ${lookAt(one.looks, catalogue)}`],
    access: 'write' as const,
  }
  const undo = { sql: 'select matrix.undo()', parameters: [], access: 'write' as const }
  const { failure, committed, results } = await runBatch(worker, {
    claims: claims.get(one.actor) ?? null,
    statements: one.looks.length > 0 ? [act, look, undo] : [act, undo],
  })
  if (committed) throw new Error(`A try was kept: ${one.sql}`)
  const acted = results[0]
  const refused = failure ?? (acted && 'failure' in acted ? acted.failure : null)
  // Two tries at once that each hold what the other wants: one of them is asked to come again.
  if (refused?.sqlstate === '40P01') return attempt(worker, one, claims, catalogue, rowsBefore)
  const looked = one.looks.length > 0 ? results[1] : undefined
  if (refused === null && looked && 'failure' in looked) {
    throw new Error(`Could not look after ${one.sql}: ${looked.failure.message}`)
  }
  const seen = looked && 'rows' in looked ? (looked.rows[0]?.seen as Record<string, Rows>) : {}
  const rows = acted && 'rows' in acted ? acted.rows : []

  return one.cells.flatMap((cell) => {
    const found =
      refused === null
        ? effectOn(cell, one, rows, seen, rowsBefore)
        : refusal(refused.sqlstate, refused.message)
    return found === cell.expected ? [] : [{ cell, attempt: one, found }]
  })
}

/** How a refusal is written; what is none of the product's refusals is told as it is. */
function refusal(sqlstate: string, message: string): string {
  if (sqlstate === '42501') return message.startsWith('permission denied') ? '-' : 'x'
  return /^AG(\d{3})$/.exec(sqlstate)?.[1] ?? `${sqlstate} ${message}`
}

function effectOn(
  cell: Cell,
  one: Try,
  rows: Record<string, unknown>[],
  seen: Record<string, Rows>,
  rowsBefore: Map<string, Rows>,
): string {
  const changed = (name: string) => {
    const before = rowsBefore.get(name) ?? {}
    const after = seen[name] ?? {}
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].filter((key) => before[key] !== after[key])
  }
  if (one.operation === 'select') return rows.some(({ key }) => key === cell.key) ? '+' : '.'
  if (one.operation === 'call') {
    const marks = new Set((one.changes ?? []).map((name) => changed(name).length > 0))
    if (marks.size === 0) return answered(rows) ? '+' : '.'
    return marks.size > 1 ? 'half' : marks.has(true) ? '+' : '.'
  }
  if (one.operation === 'insert') {
    const count = changed(one.subject).length
    return count === 1 ? '+' : count === 0 ? '.' : `${count} rows`
  }
  return cell.key !== undefined && changed(one.subject).includes(cell.key) ? '+' : '.'
}

/** Whether a reading call answered anything at all. */
function answered(rows: Record<string, unknown>[]): boolean {
  return rows.some((row) =>
    Object.values(row).some(
      (value) =>
        value !== null &&
        value !== false &&
        JSON.stringify(value) !== '[]' &&
        JSON.stringify(value) !== '{}',
    ),
  )
}
