import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Log } from '~/platform/log.server'

/**
 * Makes the coming months of every table that is kept by month. Harmless when repeated; of two at
 * once, one does nothing.
 *
 * @param db one that was opened for a job
 */
export async function keepPartitions({ db, log }: { db: Database; log: Log }): Promise<void> {
  const [row] = await db.write(sql<{ made: number }>`select private.keep_partitions() as made`)
  if (row && row.made > 0) log.info('partitions.made', { made: row.made })
}
