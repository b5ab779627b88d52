import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Log } from '~/platform/log.server'

/** Batches of one minute: what is left waits for the next. */
const MOST_BATCHES = 10

/**
 * Erases items that were deleted so long ago that they can't be brought back, a batch a transaction.
 * Their files are then nobody's, and go with the next sweep.
 *
 * @param db one that was opened for a job
 */
export async function emptyTrash({ db, log }: { db: Database; log: Log }): Promise<void> {
  let gone = 0
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const [row] = await db.write(sql<{ gone: number }>`select private.empty_trash() as gone`)
    if (!row?.gone) break
    gone += row.gone
  }
  if (gone > 0) log.info('trash.emptied', { items: gone })
}
