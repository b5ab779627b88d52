import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Log } from '~/platform/log.server'

/** Batches of one minute: what is left waits for the next. */
const MOST_BATCHES = 10

/**
 * Erases conversations that are past their community's retention, a batch a transaction.
 *
 * @param db one that was opened for a job
 */
export async function dropOldConversations({ db, log }: { db: Database; log: Log }): Promise<void> {
  let dropped = 0
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const [row] = await db.write(
      sql<{ dropped: number }>`select private.drop_old_conversations() as dropped`,
    )
    if (!row?.dropped) break
    dropped += row.dropped
  }
  if (dropped > 0) log.info('conversations.dropped', { dropped })
}
