import { describe, expect, it } from 'vitest'
import { type Tries, takeTry } from './limiter.server'
import { createLimits, LimiterObject } from './limiter-object.server'

const limit = { tries: 3, seconds: 600 }

describe('tries', () => {
  it('are free until there are too many, then wait for the oldest to pass', () => {
    let tries: Tries = []
    for (const now of [0, 1_000, 2_000]) {
      const taken = takeTry(tries, limit, now)
      expect(taken.verdict).toEqual({ allowed: true, retryAfter: 0 })
      tries = taken.tries
    }
    expect(takeTry(tries, limit, 3_000).verdict).toEqual({ allowed: false, retryAfter: 597 })
    expect(takeTry(tries, limit, 599_999).verdict).toEqual({ allowed: false, retryAfter: 1 })
    expect(takeTry(tries, limit, 600_000).verdict.allowed).toBe(true)
  })

  it('that were refused do not count', () => {
    const full = [0, 0, 0]
    const refused = takeTry(full, limit, 500_000)
    expect(refused.tries).toEqual(full)
    expect(takeTry(refused.tries, limit, 600_000).verdict.allowed).toBe(true)
  })
})

describe('a limiter object', () => {
  function makeObject() {
    const stored = new Map<string, unknown>()
    let alarm: number | null = null
    const storage = {
      get: async (key: string) => stored.get(key),
      put: async (key: string, value: unknown) => void stored.set(key, value),
      setAlarm: async (at: number) => {
        alarm = at
      },
      deleteAll: async () => stored.clear(),
    }
    const object = new LimiterObject({ storage } as unknown as DurableObjectState, {})
    return { object, stored, alarm: () => alarm }
  }

  it('keeps the tries of its key, and forgets them when they no longer count', async () => {
    const { object, stored, alarm } = makeObject()
    for (let tries = 0; tries < 3; tries += 1) {
      expect((await object.take(limit)).allowed).toBe(true)
    }
    expect(await object.take(limit)).toMatchObject({ allowed: false })
    expect(alarm()).toBeGreaterThan(Date.now() + 590_000)
    await object.alarm()
    expect(stored.size).toBe(0)
    expect((await object.take(limit)).allowed).toBe(true)
  })

  it('is one for each key', async () => {
    const objects = new Map<string, ReturnType<typeof makeObject>['object']>()
    const namespace = {
      idFromName: (name: string) => name,
      get: (name: string) => {
        const object = objects.get(name) ?? makeObject().object
        objects.set(name, object)
        return object
      },
    }
    const limits = createLimits(namespace as unknown as DurableObjectNamespace)
    const one = { tries: 1, seconds: 600 }
    expect((await limits.take('a', one)).allowed).toBe(true)
    expect((await limits.take('a', one)).allowed).toBe(false)
    expect((await limits.take('b', one)).allowed).toBe(true)
  })
})
