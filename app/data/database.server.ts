import type { CompiledQuery, QueryExecutorProvider } from 'kysely'
import type { Claims } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import type { Log } from '~/platform/log.server'
import type { Failure, RunBatch, Statement } from './batch'
import { toAppError } from './failures.server'
import { compiler } from './tables'

/** Anything that Kysely can compile: a query builder, or an `sql` fragment. */
export interface Compilable<T> {
  compile(executor: QueryExecutorProvider): CompiledQuery<T>
}

/** Postgres as one request sees it: under its own claims, one batch at a time. */
export interface Database {
  /** Asks for rows. What is asked before the first `await` travels together. */
  read<T>(query: Compilable<T>): Promise<T[]>
  /** Changes rows. Resolves only when the batch was committed. */
  write<T>(query: Compilable<T>): Promise<T[]>
  /** Says that more batches are in order: an answer is read page by page, an import goes by steps. */
  expect(batches: number): void
}

interface DatabaseOptions {
  run: RunBatch
  claims: Claims | null
  log: Log
  /** Batches that are in order before a warning: 1 for a page, 2 for a form post. */
  expectedBatches?: number
  /** Work of the Worker's own, as its login role: see `Batch.job`. */
  job?: boolean
  /** Lets others go first: see `Batch.patient`. */
  patient?: boolean
  /** Hears that Postgres refused somebody something. What policies filter is no refusal. */
  onDenied?: (code: string) => void
}

interface Pending {
  statement: Statement
  rows: () => Promise<unknown[]>
  resolve: (rows: never[]) => void
  reject: (error: AppError) => void
}

const lastWrite = (asked: Pending[]) =>
  asked.findLastIndex(({ statement }) => statement.access === 'write')

const asksFor =
  ({ sql, parameters }: Statement) =>
  ({ statement: other }: Pending) =>
    other.sql === sql && JSON.stringify(other.parameters) === JSON.stringify(parameters)

/**
 * Gathers what a request's loaders ask and sends it as one batch. What a layout and its page both
 * read is asked once.
 *
 * The flush waits for a macrotask: nested loaders start on successive microtasks, and a flush on a
 * microtask would send a batch for each.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const { run, claims, log, job, patient, onDenied } = options
  let { expectedBatches = 1 } = options
  let pending: Pending[] = []
  let batches = 0

  function refused(failure: Failure): AppError {
    const error = toAppError(failure)
    if (error.status === 403) onDenied?.(error.code)
    return error
  }

  async function flush() {
    const sending = pending
    pending = []
    batches += 1
    if (batches > expectedBatches) {
      log.warn('database.extra-batch', { batch: batches, first: sending[0]?.statement.sql })
    }
    const startedAt = Date.now()
    let result: Awaited<ReturnType<RunBatch>>
    try {
      const statements = sending.map(({ statement }) => statement)
      result = await run({
        ...{ claims, statements },
        ...(job ? { job } : {}),
        ...(patient ? { patient } : {}),
      })
    } catch (error) {
      const failure = new AppError('unavailable', 503, { cause: error, retryAfter: 5 })
      for (const { reject } of sending) reject(failure)
      return
    }
    if (!job)
      log.debug('database.batch', { statements: sending.length, ms: Date.now() - startedAt })
    const writeFailure = result.results.find(
      (each, at) => 'failure' in each && sending[at]?.statement.access === 'write',
    )
    sending.forEach(({ statement, resolve, reject }, at) => {
      const own = result.results[at]
      if (!own) {
        reject(new AppError('unexpected', 500, { cause: new Error('a statement had no answer') }))
      } else if (result.failure && !result.committed) {
        reject(refused(result.failure))
      } else if ('failure' in own) {
        // After a failed write its neighbours only say that the transaction is aborted.
        const reason = own.failure.sqlstate === '25P02' && writeFailure ? writeFailure : own
        reject(refused('failure' in reason ? reason.failure : own.failure))
      } else if (statement.access === 'write' && !result.committed) {
        const reason = writeFailure && 'failure' in writeFailure ? writeFailure.failure : null
        reject(reason ? refused(reason) : new AppError('unavailable', 503))
      } else {
        resolve(own.rows as never[])
      }
    })
  }

  function ask<T>(query: Compilable<T>, access: Statement['access']): Promise<T[]> {
    const { sql, parameters } = query.compile(compiler)
    const statement = { sql, parameters, access }
    const asked =
      access === 'read' && pending.slice(lastWrite(pending) + 1).find(asksFor(statement))
    if (asked) return asked.rows() as Promise<T[]>
    const rows = new Promise<T[]>((resolve, reject) => {
      pending.push({ statement, rows: () => rows, resolve, reject })
    })
    if (pending.length === 1) setTimeout(() => void flush(), 0)
    return rows
  }

  return {
    read: (query) => ask(query, 'read'),
    write: (query) => ask(query, 'write'),
    expect: (more) => {
      expectedBatches += more
    },
  }
}
