import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Log } from '~/platform/log.server'

/**
 * Ends answers that nobody makes any more: their maker went away for good, and nobody came by to
 * notice. Each gets its run, of unknown tokens. What is left waits for the next minute.
 *
 * @param db one that was opened for a job
 */
export async function endLostAnswers({ db, log }: { db: Database; log: Log }): Promise<void> {
  const [row] = await db.write(sql<{ ended: number }>`select private.end_lost_answers() as ended`)
  if (row?.ended) log.warn('answers.lost', { ended: row.ended })
}
