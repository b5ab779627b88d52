import { sql } from 'kysely'
import { openDatabase } from '~/data/database.server'
import { createRunner } from '~/data/runner.server'
import type { Answer, JsonAnswer } from '~/data/tables'
import { createModel } from '~/platform/ai/create-model'
import { moderate } from '~/platform/ai/moderate'
import { rowKeys } from '~/platform/ai/row-key'
import { whichModels } from '~/platform/ai/which-model'
import type { Claims } from '~/platform/auth/actor'
import { readEnv } from '~/platform/env.server'
import { createLog } from '~/platform/log.server'
import { openSealer } from '~/platform/sealing'
import { openStorage } from '~/platform/storage/open-storage.server'
import { goOn as goOnWith, type WhichRun } from '../automation-runs/run-steps.server'
import { systemClock } from './answer-clock'
import type { AnswerFigures, AnswerJob, Place, Verdict } from './answer-job'
import type { AnswerDependencies } from './answer-run'

/**
 * What an answer needs on workerd: the configured model, and saving through `save_answer` under the
 * asker's claims.
 *
 * @param bindings the object's environment, not parsed yet
 * @param start begins an answer where this one was made: the next step of an automation
 * @param later keeps the object alive while a connection is put away (`waitUntil`)
 */
export function createAnswerDependencies(
  bindings: object,
  later: (work: Promise<unknown>) => void,
  start: (job: AnswerJob) => Promise<void>,
): AnswerDependencies & { goOn(which: WhichRun, claims: Claims): Promise<void> } {
  const env = readEnv(bindings)
  const log = createLog({ part: 'answer' }, env.LOG_LEVEL)
  const run = createRunner(env, later)
  const models = whichModels(env)
  const storage = openStorage(env)
  const openPicture = async (id: string) => {
    const found = await storage?.get(id)
    return found ? new Uint8Array(await new Response(found).arrayBuffer()) : null
  }
  const model = createModel(env, { openPicture })
  const sealer = env.SEALING_KEYS ? openSealer(env.SEALING_KEYS) : null
  const goOn = async (which: WhichRun, claims: Claims) => {
    try {
      const db = openDatabase({ run, claims, log, expectedBatches: 99 })
      await goOnWith(which, { db, claims, log, models, start })
    } catch (error) {
      // The page says that the run was cut off, and offers to begin again.
      log.error('run.not-continued', which, error)
    }
  }
  return {
    model,
    modelOf: ({ means }) =>
      means?.keys || means?.models
        ? createModel(env, {
            keys: rowKeys(sealer, means.keys ?? []),
            models: means.models ?? [],
            openPicture,
          })
        : model,
    clock: systemClock,
    log,
    async save({ answerId, of, claims, text, status, failure, model: label, figures }) {
      const db = openDatabase({ run, claims, log, patient: true })
      const used = (took: AnswerFigures | null) =>
        took?.key && db.write(sql`select public.note_key_used(${took.key}::uuid)`)
      if (of === 'step') {
        const [[row]] = await Promise.all([
          db.write(
            sql<{ verdict: Answer<'save_run_step'> }>`
              select public.save_run_step(
                ${answerId}::uuid, ${text}, ${status}, ${failure}, ${label},
                ${figures && JSON.stringify(figures)}::jsonb
              ) as verdict`,
          ),
          used(figures),
        ])
        return row?.verdict === 'stop' ? 'stop' : 'continue'
      }
      if (of === 'trial') {
        const [[row]] = await Promise.all([
          db.write(
            sql<{ verdict: Answer<'save_trial'> }>`
              select public.save_trial(
                ${answerId}::uuid, ${text}, ${status}, ${figures && JSON.stringify(figures)}::jsonb
              ) as verdict`,
          ),
          used(figures),
        ])
        return verdictOf(row?.verdict)
      }
      const saved = db.write(
        sql<{ verdict: Answer<'save_answer'> }>`
          select public.save_answer(
            ${answerId}::uuid, ${text}, ${status}, ${failure}, ${label}
          ) as verdict`,
      )
      // In the same transaction: an answer that ended and its line in the ledger stand together.
      const [[row]] = await Promise.all([
        saved,
        figures &&
          db.write(
            sql`select public.record_run(${answerId}::uuid, ${JSON.stringify(figures)}::jsonb)`,
          ),
        used(figures),
      ])
      return verdictOf(row?.verdict)
    },
    async takeTurn({ answerId, claims }) {
      const db = openDatabase({ run, claims, log, patient: true })
      const [row] = await db.write(
        sql<{ place: JsonAnswer<'take_turn', Place | null> }>`
          select public.take_turn(${answerId}::uuid) as place`,
      )
      return row?.place ?? null
    },
    async check({ answerId, of, claims, unlooked }, signal) {
      const looked = await moderate(env, unlooked, { log, signal })
      if (looked !== 'harmful') return looked === 'fine' ? null : looked
      log.warn('answer.held', { answerId })
      // Nothing of a trial is kept, for nobody to look at.
      if (of === 'trial') return 'held.provider'
      const db = openDatabase({ run, claims, log })
      const [row] = await db.write(
        of === 'step'
          ? sql<{ failure: Answer<'hold_step'> | null }>`
              select public.hold_step(${answerId}::uuid, ${unlooked}, true) as failure`
          : sql<{ failure: Answer<'hold_asked'> | null }>`
              select public.hold_asked(${answerId}::uuid) as failure`,
      )
      return row?.failure ?? null
    },
    async completed({ answerId, of, claims }) {
      if (of === 'step') await goOn({ step: answerId }, claims)
    },
    goOn,
  }
}

const verdictOf = (said: string | undefined): Verdict =>
  said === 'stop' || said === 'held' ? said : 'continue'
