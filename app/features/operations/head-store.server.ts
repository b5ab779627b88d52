import { fetchWithin } from '~/platform/deadline.server'
import type { Env } from '~/platform/env.server'
import { headName, type SignedHead } from './audit-head'

/** Where signed heads are laid, outside the database. */
export interface HeadStore {
  /** @throws Error when it could not be laid there, or something else lies there already */
  lay(chain: string, place: number, hash: string, head: SignedHead): Promise<void>
}

const WEBHOOK_BUDGET_MS = 5_000

function inBucket(bucket: R2Bucket): HeadStore {
  return {
    async lay(chain, place, hash, head) {
      const name = headName(chain, place)
      const there = await bucket.get(name)
      if (there) {
        // Laid by a run that was cut off before it could say so. What was laid is never replaced.
        const { body } = await there.json<SignedHead>()
        if ((JSON.parse(body) as { hash?: unknown }).hash === hash) return
        throw new Error(`another head lies at ${name}: the chain was changed`)
      }
      await bucket.put(name, JSON.stringify(head), {
        httpMetadata: { contentType: 'application/json' },
      })
    },
  }
}

function atWebhook(url: string, token: string | undefined): HeadStore {
  const fetch = fetchWithin(WEBHOOK_BUDGET_MS)
  return {
    async lay(chain, place, _hash, head) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify({ name: headName(chain, place), ...head }),
      })
      if (!answer.ok) throw new Error(`the webhook for heads answered ${answer.status}`)
    },
  }
}

/** Every place that the environment names: the bucket, a webhook, or both; null when there is none. */
export function openHeadStore(env: Env): HeadStore | null {
  const stores = [
    ...(env.AUDIT_HEADS ? [inBucket(env.AUDIT_HEADS)] : []),
    ...(env.AUDIT_HEADS_URL ? [atWebhook(env.AUDIT_HEADS_URL, env.AUDIT_HEADS_TOKEN)] : []),
  ]
  if (stores.length === 0) return null
  return {
    async lay(...head) {
      for (const store of stores) await store.lay(...head)
    },
  }
}
