import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Log } from '~/platform/log.server'

/** Batches of one minute: what is left waits for the next. */
const MOST_BATCHES = 10

/**
 * Publishes items whose time has come, a batch a transaction.
 *
 * @param db one that was opened for a job
 */
export async function publishDue({ db, log }: { db: Database; log: Log }): Promise<void> {
  const all = { published: 0, held: 0 }
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const [row] = await db.write(
      sql<{ published: number; held: number }>`select published, held from private.publish_due()`,
    )
    if (!row || row.published + row.held === 0) break
    all.published += row.published
    all.held += row.held
  }
  if (all.published + all.held > 0) log.info('items.due', all)
}
