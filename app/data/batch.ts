import type { Claims } from '~/platform/auth/actor'

/** One statement of a batch. A `read` changes nothing and takes no neighbour's rows; `write` belongs to the commit. */
export interface Statement {
  sql: string
  parameters: readonly unknown[]
  access: 'read' | 'write'
}

/** All that one flush sends, as plain data: it travels to the connection pool's Durable Object. */
export interface Batch {
  /** Null for somebody who is not signed in. */
  claims: Claims | null
  /**
   * Work that nobody asked for (the clock, the audit): it runs as the Worker's own login role, which
   * is granted a few functions and no table.
   */
  job?: boolean
  /** Nobody looks at a page meanwhile: where connections are short, it lets others go first. */
  patient?: boolean
  statements: readonly Statement[]
}

/** What Postgres (or the way to it) said went wrong; plain data. */
export interface Failure {
  /** SQLSTATE, or `connection` when no answer came. */
  sqlstate: string
  message: string
  detail: string | null
  hint?: string | null
  constraint: string | null
}

export type Row = Record<string, unknown>
export type StatementResult = { rows: Row[] } | { failure: Failure }

export interface BatchResult {
  /** True only when `commit` answered COMMIT. */
  committed: boolean
  /** Why nothing ran, or why the commit did not hold. */
  failure: Failure | null
  /** One for each statement, in order. */
  results: StatementResult[]
  /** Whether the connection was idle and sound afterwards. */
  reusable: boolean
}

/** Runs a batch somewhere: in this process, in the pool's object, through Hyperdrive. */
export type RunBatch = (batch: Batch) => Promise<BatchResult>
