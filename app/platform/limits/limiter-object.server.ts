import { DurableObject } from 'cloudflare:workers'
import { type Limit, type Limits, type Tries, takeTry, type Verdict } from './limiter.server'

/** Keeps the tries of one key, on disk, and forgets them when they no longer count. */
export class LimiterObject extends DurableObject {
  async take(limit: Limit): Promise<Verdict> {
    const { storage } = this.ctx
    const before = (await storage.get<Tries>('tries')) ?? []
    const { tries, verdict } = takeTry(before, limit, Date.now())
    await storage.put('tries', tries)
    await storage.setAlarm(Date.now() + limit.seconds * 1000)
    return verdict
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll()
  }
}

/** Limits kept by Durable Objects, one a key. */
export function createLimits(objects: DurableObjectNamespace): Limits {
  return {
    take(key, limit) {
      const stub = objects.get(objects.idFromName(key)) as unknown as Pick<LimiterObject, 'take'>
      return stub.take(limit)
    },
  }
}
