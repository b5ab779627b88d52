import type pg from 'pg'
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

/** Opens a transaction as the app does, does something in it, and takes it back. */
async function within<T>(
  client: pg.Client,
  { claims }: HotStatement,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('begin')
  try {
    await client.query('select private.enter($1::jsonb)', [JSON.stringify(claims)])
    await client.query('set local role authenticated')
    return await work()
  } finally {
    await client.query('rollback')
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
  const { sql: text, parameters } = statement
  const query = { text, values: [...parameters], queryMode: 'extended' } as pg.QueryConfig
  return within(client, statement, async () => {
    const startedAt = performance.now()
    await client.query(query)
    const ms = performance.now() - startedAt
    await then()
    return ms
  })
}

/** What a statement's plan touches. */
export function look(client: pg.Client, statement: HotStatement): Promise<Looked> {
  const { sql: text, parameters } = statement
  return within(client, statement, async () => {
    const { rows } = await client.query(`explain (analyze, buffers, format json) ${text}`, [
      ...parameters,
    ])
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
