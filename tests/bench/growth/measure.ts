import pg from 'pg'
import { statementName } from '../../../app/data/statement-names.ts'
import type { HotStatement } from './hot-queries.ts'

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Actual Loops'?: number
  'Shared Hit Blocks'?: number
  'Shared Read Blocks'?: number
  Plans?: PlanNode[]
}

export interface Looked {
  /** 8 kB pages that were read, from memory or not. */
  buffers: number
  /** Relations that were read from end to end. */
  scanned: string[]
  /** Whether rows were put in order. */
  sorts: boolean
}

/** As the batches of the app send it: under a name where the connection keeps its statements. */
function send(client: pg.Client, text: string, values: readonly unknown[] = []) {
  const name = statementName(client, 'authenticated', text)
  return client.query({
    text,
    values: [...values],
    queryMode: 'extended',
    ...(name ? { name } : {}),
  } as pg.QueryConfig)
}

/** Opens a transaction as the app does, does something in it, and takes it back. */
async function within<T>(
  client: pg.Client,
  { claims }: HotStatement,
  work: () => Promise<T>,
): Promise<T> {
  await send(client, 'begin')
  try {
    await send(client, 'select private.enter($1::jsonb)', [JSON.stringify(claims)])
    await send(client, 'set local role authenticated')
    return await work()
  } finally {
    await send(client, 'rollback')
  }
}

/**
 * Milliseconds of one statement, from sending it to its last row.
 *
 * @param then looks at what it did, before that is taken back
 */
export function time(
  client: pg.Client,
  statement: HotStatement,
  then: () => Promise<unknown> = async () => {},
): Promise<number> {
  return within(client, statement, async () => {
    const startedAt = performance.now()
    await send(client, statement.sql, statement.parameters)
    const ms = performance.now() - startedAt
    await then()
    return ms
  })
}

/** A parameter as `execute` takes it, which knows no `$1`. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map((e) => JSON.stringify(e))}}`)
  return pg.escapeLiteral(String(value))
}

/**
 * What a statement's plan touches: of the plan that is kept, where the connection keeps plans.
 * There the statement has to have been asked before.
 */
export function look(client: pg.Client, statement: HotStatement): Promise<Looked> {
  const { sql: text, parameters } = statement
  const kept = statementName(client, 'authenticated', text)
  return within(client, statement, async () => {
    const explain = 'explain (analyze, buffers, format json)'
    const values = parameters.length > 0 ? `(${parameters.map(literal).join(', ')})` : ''
    const { rows } = kept
      ? await client.query(`${explain} execute ${kept}${values}`)
      : await client.query(`${explain} ${text}`, [...parameters])
    const top = rows[0]['QUERY PLAN'][0].Plan as PlanNode
    const scanned: string[] = []
    let sorts = false
    const visit = (node: PlanNode) => {
      if (/Sort$/.test(node['Node Type'])) sorts = true
      const name = node['Relation Name']
      if (node['Node Type'] === 'Seq Scan' && name && (node['Actual Loops'] ?? 0) > 0) {
        scanned.push(name)
      }
      for (const child of node.Plans ?? []) visit(child)
    }
    visit(top)
    return {
      buffers: (top['Shared Hit Blocks'] ?? 0) + (top['Shared Read Blocks'] ?? 0),
      scanned: [...new Set(scanned)],
      sorts,
    }
  })
}

export const quantile = (values: number[], part: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN
