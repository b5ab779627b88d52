import type { Client, QueryResult } from 'pg'
import type { Batch, BatchResult, Failure, Row, StatementResult } from './batch'
import { statementName } from './statement-names'

/** Milliseconds until a batch without an answer is given up, and its connection with it. */
const BATCH_BUDGET_MS = 8_000

function toFailure(error: unknown): Failure {
  const fields = error as Partial<Record<'code' | 'detail' | 'hint' | 'constraint', unknown>> | null
  // Class 08 is a pooler's word for a connection that it lost.
  const sqlstate = typeof fields?.code === 'string' && /^(?!08)[0-9A-Z]{5}$/.test(fields.code)
  return {
    sqlstate: sqlstate ? String(fields.code) : 'connection',
    message: error instanceof Error ? error.message : String(error),
    detail: typeof fields?.detail === 'string' ? fields.detail : null,
    hint: typeof fields?.hint === 'string' ? fields.hint : null,
    constraint: typeof fields?.constraint === 'string' ? fields.constraint : null,
  }
}

type Outcome = { ok: QueryResult<Row> } | { failure: Failure }

/** What Postgres says of every statement after one that failed. */
const ABORTED = '25P02'

/**
 * Runs a batch in one round trip; one that only reads in a second where one of its reads failed and
 * took with it what came after: those are asked again, each behind a fence. A fence around every read
 * would be two more commands each, on every page, for what hardly ever happens.
 */
export async function runBatch(client: Client, batch: Batch): Promise<BatchResult> {
  const endsAt = Date.now() + BATCH_BUDGET_MS
  const isFenced = batch.statements.some(({ access }) => access === 'write')
  const first = await send(client, batch, { isFenced, endsAt })
  if (isFenced || first.failure || !first.reusable) return first
  const taken = batch.statements.filter((_, at) => isAborted(first.results[at]))
  if (taken.length === 0) return first
  const second = await send(client, { ...batch, statements: taken }, { isFenced: true, endsAt })
  const again = second.results.values()
  const results = first.results.map((each) =>
    isAborted(each) ? (again.next().value ?? each) : each,
  )
  return { ...second, results }
}

const isAborted = (result: StatementResult | undefined) =>
  result !== undefined && 'failure' in result && result.failure.sqlstate === ABORTED

/**
 * Sends a whole batch before it awaits any answer, so that it costs one round trip:
 * `begin; reset role; private.enter(claims); set local role; …; commit`.
 *
 * - Every statement goes by the extended protocol, which refuses `a; b`.
 * - The role is one of two literals, or for a job the login's own; the claims are a bound parameter.
 * - A fenced read stands between `savepoint` and `rollback to`, so its failure takes no neighbour's
 *   rows, and beside a write it changes nothing.
 * - The result says `committed` only when the server's own word for `commit` was COMMIT.
 */
async function send(
  client: Client,
  batch: Batch,
  { isFenced, endsAt }: { isFenced: boolean; endsAt: number },
): Promise<BatchResult> {
  const plannedFor = batch.job ? 'worker' : batch.claims ? 'authenticated' : 'anon'
  const ask = (text: string, values: readonly unknown[] = []): Promise<Outcome> => {
    const name = statementName(client, plannedFor, text)
    const query = { text, values: [...values], queryMode: 'extended', ...(name ? { name } : {}) }
    return client.query<Row>(query as never).then(
      (ok): Outcome => ({ ok }),
      (error: unknown): Outcome => ({ failure: toFailure(error) }),
    )
  }

  const hasWrites = batch.statements.some(({ access }) => access === 'write')
  const begin = ask(hasWrites ? 'begin' : 'begin read only')
  // A statement may have set a role for the whole connection; a pooler hands that on.
  const reset = ask('reset role')
  const enter = ask('select private.enter($1::jsonb)', [JSON.stringify(batch.claims ?? {})])
  const role = batch.job
    ? begin
    : ask(batch.claims ? 'set local role authenticated' : 'set local role anon')
  // The fence stands until something is written, which no later read may undo.
  let fenced = false
  const sent = batch.statements.map(({ sql, parameters, access }) => {
    if (access === 'write') {
      fenced = false
      return ask(sql, parameters)
    }
    if (!isFenced) return ask(sql, parameters)
    if (!fenced) void ask('savepoint fence')
    fenced = true
    const result = ask(sql, parameters)
    void ask('rollback to fence')
    return result
  })
  const commit = ask('commit')

  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), endsAt - Date.now())
  })
  const all = Promise.all([begin, reset, enter, role, commit, ...sent])
  const answered = await Promise.race([all, limit])
  clearTimeout(timer)
  if (answered === 'late') {
    const failure = {
      ...toFailure(new Error('the batch had no answer in time')),
      sqlstate: '57014',
    }
    return {
      committed: false,
      failure,
      results: batch.statements.map(() => ({ failure })),
      reusable: false,
    }
  }

  const [began, wasReset, entered, setRole, ended, ...outcomes] = answered
  const preamble = [began, wasReset, entered, setRole].find(
    (outcome) => outcome && 'failure' in outcome,
  )
  const committed = ended !== undefined && 'ok' in ended && ended.ok.command === 'COMMIT'
  const results = outcomes.map(
    (outcome): StatementResult => ('ok' in outcome ? { rows: outcome.ok.rows } : outcome),
  )
  let failure: Failure | null = null
  if (preamble && 'failure' in preamble) failure = preamble.failure
  else if (ended && 'failure' in ended) failure = ended.failure
  const lost = [...answered].some(
    (outcome) => 'failure' in outcome && outcome.failure.sqlstate === 'connection',
  )
  return {
    committed,
    failure,
    results,
    reusable: !lost && client.getTransactionStatus() === 'I',
  }
}
