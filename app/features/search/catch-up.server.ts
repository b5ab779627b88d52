import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Log } from '~/platform/log.server'

/** Batches of one minute: what is left waits for the next. */
const MOST_BATCHES = 10

/**
 * Takes in what waits to be found: items whose tag was renamed, messages from before the search.
 *
 * @param db one that was opened for a job
 */
export async function catchUpSearch({ db, log }: { db: Database; log: Log }): Promise<void> {
  let done = 0
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const [row] = await db.write(sql<{ done: number }>`select private.catch_up_search() as done`)
    if (!row?.done) break
    done += row.done
  }
  if (done > 0) log.info('search.caught-up', { done })
}
