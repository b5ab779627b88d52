import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Log } from '~/platform/log.server'
import type { Signer } from '~/platform/signing.server'
import type { AuditHead } from './audit-head'
import type { HeadStore } from './head-store.server'

/** Rows that one transaction gives their places, and chains whose heads one round signs. */
const ROWS = 1_000
const CHAINS = 20
/** Rounds of one run: the next run goes on. */
const ROUNDS = 25

interface Chaining {
  /** As the Worker itself (`job`). */
  db: Database
  /** Null where there is no key: rows are chained and stay unsigned. */
  signer: Signer | null
  store: HeadStore | null
  log: Log
  now?: () => Date
}

type Unsigned = Omit<AuditHead, 'at'>

/**
 * Gives waiting rows of the audit their places, signs the new heads and lays them outside. Cut off
 * anywhere, the next run goes on from there.
 *
 * @returns how many rows were chained, and how many heads laid outside
 */
export async function chainAudit(chaining: Chaining): Promise<{ chained: number; signed: number }> {
  const { db, signer, store, log, now = () => new Date() } = chaining
  const total = { chained: 0, signed: 0 }
  // Each is told of once, and tried again by the next run.
  const stuck = new Set<string>()
  for (let round = 0; round < ROUNDS; round += 1) {
    // One round trip. What is read is signed only when the write before it was committed.
    const [[counted], unsigned] = await Promise.all([
      db.write(sql<{ chained: number }>`select private.chain_audit(${ROWS}) as chained`),
      db.read(sql<{ head: Unsigned }>`select head from private.unsigned_audit(${CHAINS}) as head`),
    ])
    const chained = counted?.chained ?? 0
    total.chained += chained
    if (unsigned.length === 0) return total
    if (!signer || !store) {
      // Each row is told of once; `audit:verify` says for how long no head was signed.
      if (chained > 0) log.error('audit.unsigned', { key: signer !== null, store: store !== null })
      return total
    }
    const heads = []
    for (const { head } of unsigned) {
      if (stuck.has(head.chain)) continue
      const at = now().toISOString()
      const body = JSON.stringify({ ...head, at } satisfies AuditHead)
      const signature = await signer.sign(body)
      const { chain, place, hash } = head
      try {
        await store.lay(chain, place, hash, { body, keyId: signer.keyId, signature })
        heads.push({ chain, place, hash, at, key_id: signer.keyId, signature })
      } catch (error) {
        stuck.add(chain)
        log.error('audit.head', { chain, place }, error)
      }
    }
    if (heads.length > 0) {
      await db.write(sql`select private.keep_audit_heads(${JSON.stringify(heads)}::jsonb)`)
    }
    total.signed += heads.length
    const more = chained >= ROWS || unsigned.length >= CHAINS || hasMore(unsigned)
    // Others come up in the next round: which chains it is about is drawn by lot.
    if (!more || heads.length === 0) return total
  }
  return total
}

/** Whether a chain had more rows to sign than one head holds. */
function hasMore(unsigned: { head: Unsigned }[]): boolean {
  return unsigned.some(({ head }) => head.rows.length >= 500)
}
