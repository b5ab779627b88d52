import { type Database, openDatabase } from '~/data/database.server'
import { createRunner } from '~/data/runner.server'
import { endExperiments } from '~/features/experiments/end-experiments.server'
import { wakeAudit } from '~/features/operations/audit-object.server'
import { dropOldConversations } from '~/features/operations/drop-old-conversations.server'
import { emptyTrash } from '~/features/operations/empty-trash.server'
import { keepPartitions } from '~/features/operations/keep-partitions.server'
import { publishDue } from '~/features/operations/publish-due.server'
import { sweepFiles, sweepObjects } from '~/features/operations/sweep-files.server'
import { endLostAnswers } from '~/features/sandbox/answers/end-lost-answers.server'
import { catchUpSearch } from '~/features/search/catch-up.server'
import { type Env, readEnv } from '~/platform/env.server'
import { createLog, type Log } from '~/platform/log.server'
import { openStorage } from '~/platform/storage/open-storage.server'

/** Work that the clock starts. It may run twice at once: locks belong to the database. */
type Job = (context: { env: Env; db: Database; log: Log }) => Promise<void>

/** The minute of the hour at which the whole store is gone through. */
const STORE_MINUTE = 7

const sweep: Job = async ({ env, db, log }) => {
  const storage = openStorage(env)
  if (!storage) return
  await sweepFiles({ db, storage, log })
  if (new Date().getUTCMinutes() === STORE_MINUTE) await sweepObjects({ db, storage, log })
}

/** Every job that the cron starts, by its name in the log. */
const jobs: Record<string, Job> = {
  'keep-partitions': keepPartitions,
  audit: ({ env }) => wakeAudit(env),
  'drop-old-conversations': dropOldConversations,
  'empty-trash': emptyTrash,
  'end-lost-answers': endLostAnswers,
  'catch-up-search': catchUpSearch,
  'publish-due': publishDue,
  'end-experiments': endExperiments,
  'sweep-files': sweep,
}

/**
 * Runs every job once: the cron's way in, each minute. A job that fails takes no other with it.
 *
 * @param waitUntil keeps the isolate alive while connections are put away
 */
export async function scheduled(
  bindings: object,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<void> {
  const env = readEnv(bindings)
  const run = createRunner(env, waitUntil)
  await Promise.all(
    Object.entries(jobs).map(async ([name, job]) => {
      const log = createLog({ job: name }, env.LOG_LEVEL)
      const db = openDatabase({ run, claims: null, log, job: true, expectedBatches: 99 })
      try {
        await job({ env, db, log })
      } catch (error) {
        log.error('job', {}, error)
      }
    }),
  )
}
