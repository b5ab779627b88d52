import type { Env } from '~/platform/env.server'
import { AppError } from '~/platform/errors'
import type { Batch, RunBatch } from './batch'
import { connect } from './connect.server'
import { ConnectionPool } from './pool.server'
import type { ConnectionPoolObject } from './pool-object.server'

/** Pool objects on one machine; each holds a few connections. */
const SHARDS = 4

/** Batches that were sent to the pool's objects: each in its turn, so that none has a queue alone. */
let sent = 0

/**
 * The way to Postgres from here: Hyperdrive on Cloudflare, the pool's objects on one machine.
 *
 * @param later keeps the isolate alive while a connection is put away (`waitUntil`)
 */
export function createRunner(env: Env, later: (work: Promise<unknown>) => void): RunBatch {
  const { HYPERDRIVE: hyperdrive, CONNECTIONS: objects } = env
  if (hyperdrive) {
    // Hyperdrive pools on its own side; a Worker's socket may not outlive its request.
    return async (batch: Batch) => {
      const pool = new ConnectionPool({
        size: 1,
        connect: () => connect(hyperdrive.connectionString),
      })
      const result = await pool.run(batch)
      later(pool.close())
      return result
    }
  }
  if (objects) {
    return async (batch: Batch) => {
      sent += 1
      const shard = `shard-${sent % SHARDS}`
      const stub = objects.get(objects.idFromName(shard)) as unknown as Pick<
        ConnectionPoolObject,
        'run'
      >
      return stub.run(batch)
    }
  }
  throw new AppError('unavailable', 503, { cause: new Error('no HYPERDRIVE, no CONNECTIONS') })
}
