import { DurableObject } from 'cloudflare:workers'
import { readEnv } from '~/platform/env.server'
import type { Batch, BatchResult } from './batch'
import { connect } from './connect.server'
import { ConnectionPool } from './pool.server'

/** Connections that one shard keeps at most. */
const SHARD_SIZE = 4

/**
 * Keeps Postgres connections open between requests where there is no Hyperdrive: a Worker's own
 * sockets end with its request, an object's do not.
 */
export class ConnectionPoolObject extends DurableObject {
  #pool: ConnectionPool | undefined

  /** Runs one batch. Connections open here, not in the constructor, where waiting would hang. */
  async run(batch: Batch): Promise<BatchResult> {
    this.#pool ??= new ConnectionPool({
      size: SHARD_SIZE,
      connect: () => {
        const { DATABASE_URL: url = '', DATABASE_STATEMENTS: statements } = readEnv(
          this.env as object,
        )
        return connect(url, { named: statements === 'named' })
      },
    })
    return this.#pool.run(batch)
  }
}
