import { sql } from 'kysely'
import { openDatabase } from '~/data/database.server'
import { createRunner } from '~/data/runner.server'
import type { Answer } from '~/data/tables'
import { createModel } from '~/platform/ai/create-model'
import { readEnv } from '~/platform/env.server'
import { createLog } from '~/platform/log.server'
import { systemClock } from './answer-clock'
import type { AnswerDependencies } from './answer-run'

/**
 * What an answer needs on workerd: the configured model, and saving through `save_answer` under the
 * asker's claims.
 *
 * @param bindings the object's environment, not parsed yet
 * @param later keeps the object alive while a connection is put away (`waitUntil`)
 */
export function createAnswerDependencies(
  bindings: object,
  later: (work: Promise<unknown>) => void,
): AnswerDependencies {
  const env = readEnv(bindings)
  const log = createLog({ part: 'answer' }, env.LOG_LEVEL)
  const run = createRunner(env, later)
  return {
    model: createModel(env),
    clock: systemClock,
    log,
    async save({ answerId, claims, text, status, failure, model, figures }) {
      const db = openDatabase({ run, claims, log })
      const saved = db.write(
        sql<{ verdict: Answer<'save_answer'> }>`
          select public.save_answer(
            ${answerId}::uuid, ${text}, ${status}, ${failure}, ${model}
          ) as verdict`,
      )
      // In the same transaction: an answer that ended and its line in the ledger stand together.
      const [[row]] = await Promise.all([
        saved,
        figures &&
          db.write(
            sql`select public.record_run(${answerId}::uuid, ${JSON.stringify(figures)}::jsonb)`,
          ),
      ])
      return row?.verdict === 'stop' ? 'stop' : 'continue'
    },
  }
}
