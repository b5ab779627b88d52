import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

/** What a migration took. */
export interface Measured {
  name: string
  /** Milliseconds, the commit included. */
  ms: number
  /** The longest that readers of a table that was there were kept out: `public.t 12 ms`, or `—`. */
  readers: string
  /** The same for writers, who are kept out by weaker locks too. */
  writers: string
  /** Tables that have fewer rows than at `from`. */
  lost: string[]
}

/** What keeps a plain `select` out, and what an `insert`. */
const againstReaders = ['AccessExclusiveLock']
const againstWriters = [...againstReaders, 'ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock']
const sampleMs = 2

/** Tables by their number, with their rows. */
export type Rows = Map<string, { table: string; rows: number }>

/**
 * Runs SQL as one transaction and looks from a second connection at the locks that it holds.
 *
 * @param from the rows that must still be there: those from before the step, whichever way it goes
 */
export async function measure(
  client: pg.Client,
  watcher: pg.Client,
  name: string,
  sql: string,
  from: Rows,
): Promise<Measured> {
  const before = await countRows(watcher)
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const seen = new Map<string, number>()
  const startedAt = performance.now()
  let isOver = false
  const running = client.query(`begin; ${sql}\n; commit`).finally(() => {
    isOver = true
  })
  // Its failure is told below, after the last sample.
  running.catch(() => {})
  while (!isOver) {
    const { rows: locks } = await watcher.query<{ oid: string; mode: string }>(
      `select relation::text as oid, mode from pg_locks
       where pid = $1 and granted and locktype = 'relation'`,
      [rows[0]?.pid],
    )
    for (const { oid, mode } of locks) {
      const lock = `${oid} ${mode}`
      if (before.has(oid) && !seen.has(lock)) seen.set(lock, performance.now())
    }
    await sleep(sampleMs)
  }
  await running
  const endedAt = performance.now()
  // As one transaction it holds each lock to its end.
  const longest = (modes: string[]) => {
    const held = [...seen]
      .filter(([lock]) => modes.includes(lock.split(' ')[1] ?? ''))
      .sort((a, b) => a[1] - b[1])[0]
    if (!held) return '—'
    const table = before.get(held[0].split(' ')[0] ?? '')?.table
    return `${table} ${Math.round(endedAt - held[1])} ms`
  }
  const after = new Map(
    [...(await countRows(watcher)).values()].map((row) => [row.table, row.rows]),
  )
  return {
    name,
    ms: Math.round(endedAt - startedAt),
    readers: longest(againstReaders),
    writers: longest(againstWriters),
    lost: [...from.values()]
      .filter(({ table, rows }) => (after.get(table) ?? 0) < rows)
      .map(({ table, rows }) => `${rows - (after.get(table) ?? 0)} rows of ${table}`),
  }
}

/** Counts the rows of the product's tables. */
export async function countRows(client: pg.Client): Promise<Rows> {
  const { rows } = await client.query<{ oid: string; table: string }>(
    `select pg_class.oid::text as oid, format('%s.%s', nspname, relname) as table
     from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where relkind in ('r', 'p') and not relispartition and nspname in ('public', 'private', 'auth')`,
  )
  const counted = new Map<string, { table: string; rows: number }>()
  for (const { oid, table } of rows) {
    const { rows: count } = await client.query<{ rows: string }>(
      `select count(*) as rows from ${table}`,
    )
    counted.set(oid, { table, rows: Number(count[0]?.rows) })
  }
  return counted
}
