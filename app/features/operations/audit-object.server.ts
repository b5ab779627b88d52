import { DurableObject } from 'cloudflare:workers'
import { openDatabase } from '~/data/database.server'
import { createRunner } from '~/data/runner.server'
import { type Env, readEnv } from '~/platform/env.server'
import { createLog } from '~/platform/log.server'
import { openSigner } from '~/platform/signing.server'
import { chainAudit } from './chain-audit.server'
import { openHeadStore } from './head-store.server'

/**
 * Chains the audit every few seconds, by its alarm. A cron is a minute at the finest; and there is
 * one object of this name, so that chains are seldom contended for.
 */
export class AuditObject extends DurableObject {
  /** Starts the alarm where it does not run. */
  async wake(): Promise<void> {
    const at = await this.ctx.storage.getAlarm()
    // An alarm that is long overdue was lost.
    if (at === null || at < Date.now() - 60_000) await this.ctx.storage.setAlarm(Date.now())
  }

  override async alarm(): Promise<void> {
    const startedAt = Date.now()
    const env = readEnv(this.env as object)
    const log = createLog({ job: 'audit' }, env.LOG_LEVEL)
    // Set first, so that the clock goes on whatever happens below.
    await this.ctx.storage.setAlarm(startedAt + env.AUDIT_EVERY_MS)
    try {
      const run = createRunner(env, (work) => this.ctx.waitUntil(work))
      const { AUDIT_SIGNING_KEY: jwk } = env
      const { chained, signed } = await chainAudit({
        db: openDatabase({ run, claims: null, log, job: true, expectedBatches: 99 }),
        signer: jwk ? await openSigner(jwk, 'AUDIT_SIGNING_KEY') : null,
        store: openHeadStore(env),
        log,
      })
      if (chained > 0) log.debug('audit.chained', { chained, signed, ms: Date.now() - startedAt })
    } catch (error) {
      log.error('audit.chain', {}, error)
    }
  }
}

/** Makes sure that the audit is being chained. */
export async function wakeAudit({ AUDIT: objects }: Env): Promise<void> {
  if (!objects) return
  const stub = objects.get(objects.idFromName('chainer')) as unknown as Pick<AuditObject, 'wake'>
  await stub.wake()
}
