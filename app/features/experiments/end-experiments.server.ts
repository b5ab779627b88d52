import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Log } from '~/platform/log.server'

/**
 * Ends experiments that have what they were to have.
 *
 * @param db one that was opened for a job
 */
export async function endExperiments({ db, log }: { db: Database; log: Log }): Promise<void> {
  const [row] = await db.write(sql<{ ended: number }>`select private.end_experiments() as ended`)
  if (row?.ended) log.info('experiments.ended', { ended: row.ended })
}
