import type { Client } from 'pg'
import type { Batch, BatchResult } from './batch'
import { runBatch } from './run-batch.server'

/** "cached plan must not change result type" */
const CACHED_PLAN_CHANGED = '0A000'
const DEADLOCK = '40P01'

interface PoolOptions {
  connect: () => Promise<Client>
  /** Connections at most. */
  size: number
  /** Milliseconds that a batch may wait for a connection. */
  waitMs?: number
  /** Milliseconds after which an unused connection is closed. */
  idleMs?: number
}

/** Of so many batches that get a connection, one may be patient though others wait. */
const PATIENT_EVERY = 4

interface Idle {
  client: Client
  since: number
}

function unavailable(batch: Batch, message: string, sqlstate = 'connection'): BatchResult {
  const failure = { sqlstate, message, detail: null, constraint: null }
  const results = batch.statements.map(() => ({ failure }))
  return { committed: false, failure, results, reusable: false }
}

function failedWith({ results }: BatchResult, sqlstate: string): boolean {
  return results.some((each) => 'failure' in each && each.failure.sqlstate === sqlstate)
}

/**
 * A few connections, each leased for one batch at a time. They open at the first call, and any that
 * erred or did not come back idle is thrown away.
 */
export class ConnectionPool {
  readonly #options: Required<PoolOptions>
  readonly #idle: Idle[] = []
  readonly #waiting: (() => void)[] = []
  readonly #patient: (() => void)[] = []
  #leased = 0
  #handedOn = 0

  constructor(options: PoolOptions) {
    this.#options = { waitMs: 8_000, idleMs: 60_000, ...options }
  }

  async run(batch: Batch): Promise<BatchResult> {
    if (!(await this.#admit(batch.patient ? this.#patient : this.#waiting)))
      return unavailable(batch, 'no connection became free', '53300')
    try {
      const result = await this.#attempt(batch)
      // An idle connection may have died unseen. Reading twice is harmless, writing twice is not.
      const readsOnly = batch.statements.every(({ access }) => access === 'read')
      if (result.failure?.sqlstate === 'connection') {
        return readsOnly ? await this.#attempt(batch) : result
      }
      // A kept statement that a migration left behind is in every connection.
      const isOutOfDate = failedWith(result, CACHED_PLAN_CHANGED)
      if (isOutOfDate) {
        this.#idle.splice(0).forEach(({ client }) => {
          this.#discard(client)
        })
      }
      if (!isOutOfDate && !failedWith(result, DEADLOCK)) return result
      return readsOnly || !result.committed ? await this.#attempt(batch) : result
    } finally {
      this.#leased -= 1
      this.#handOn()
    }
  }

  /** Closes what is idle. Leased connections close by themselves when their batch ends in error. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map(({ client }) => client.end()))
  }

  /** Lets the next one in: who is asked for by nobody who waits, last, but not never. */
  #handOn(): void {
    this.#handedOn += 1
    const queues = [this.#waiting, this.#patient]
    if (this.#handedOn % PATIENT_EVERY === 0) queues.reverse()
    queues.find(({ length }) => length > 0)?.shift()?.()
  }

  async #admit(waiting: (() => void)[]): Promise<boolean> {
    if (this.#leased >= this.#options.size) {
      const admitted = await new Promise<boolean>((resolve) => {
        const enter = () => {
          clearTimeout(timer)
          resolve(true)
        }
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(enter), 1)
          resolve(false)
        }, this.#options.waitMs)
        waiting.push(enter)
      })
      if (!admitted) return false
    }
    this.#leased += 1
    return true
  }

  async #attempt(batch: Batch): Promise<BatchResult> {
    let client: Client
    try {
      client = this.#takeIdle() ?? (await this.#open())
    } catch (error) {
      return unavailable(batch, error instanceof Error ? error.message : String(error))
    }
    const result = await runBatch(client, batch)
    if (result.reusable) this.#idle.push({ client, since: Date.now() })
    else this.#discard(client)
    return result
  }

  #takeIdle(): Client | undefined {
    const now = Date.now()
    for (;;) {
      const entry = this.#idle.pop()
      if (!entry) return undefined
      if (now - entry.since < this.#options.idleMs) return entry.client
      this.#discard(entry.client)
    }
  }

  async #open(): Promise<Client> {
    const client = await this.#options.connect()
    const drop = () => {
      const at = this.#idle.findIndex((entry) => entry.client === client)
      if (at >= 0) this.#idle.splice(at, 1)
    }
    client.on('error', drop)
    client.on('end', drop)
    return client
  }

  #discard(client: Client): void {
    client.end().catch(() => {
      // The connection is being thrown away because it is broken; how it ends does not matter.
    })
  }
}
