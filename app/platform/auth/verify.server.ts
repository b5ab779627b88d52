import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import { z } from 'zod'
import { lazily } from '../lazily'
import type { Claims } from './actor'

const payload = lazily(() =>
  z.object({
    sub: z.uuid(),
    session_id: z.uuid(),
    role: z.literal('authenticated'),
    aal: z.enum(['aal1', 'aal2']).catch('aal1'),
    email: z.string().catch(''),
    exp: z.number(),
    amr: z
      .array(z.object({ method: z.string(), timestamp: z.number() }))
      .optional()
      .catch(undefined),
  }),
)

/** How long to wait before an unknown key id may ask Auth for its keys again. */
const REFETCH_AFTER_MS = 30_000

export interface KeyCache {
  keys: JSONWebKeySet | undefined
  fetchedAt: number
}

/** Each set with the keys that were imported from it, which takes longer than checking a signature. */
const imported = new WeakMap<JSONWebKeySet, ReturnType<typeof createLocalJWKSet>>()

function keysOf(set: JSONWebKeySet): ReturnType<typeof createLocalJWKSet> {
  const known = imported.get(set) ?? createLocalJWKSet(set)
  imported.set(set, known)
  return known
}

/** Tokens of one key set that are remembered at most; the oldest goes first. */
const REMEMBERED = 500

/**
 * What the tokens say whose signatures were right, by the set they were checked against: new keys
 * forget them all. A signature stays right, and checking it takes longer than the rest of finding out
 * who asks; whether a token has ended, and whether its session lives, is asked each time.
 */
const rightOnes = new WeakMap<JSONWebKeySet, Map<string, Claims>>()

function rightOnesOf(set: JSONWebKeySet): Map<string, Claims> {
  const known = rightOnes.get(set) ?? new Map<string, Claims>()
  rightOnes.set(set, known)
  return known
}

/** The outcome of a check; `unavailable` means that the keys could not be had. */
export type Verification = Claims | 'invalid' | 'unavailable'

interface VerifierOptions {
  issuer: string
  fetchKeys: () => Promise<JSONWebKeySet>
  now?: () => number
  cache?: KeyCache
}

/**
 * Checks access tokens on the spot: ES256 only, `iss`, `aud`, `exp`, and a `sub` that must be there.
 *
 * The cache keeps the key set itself, never a promise: on workerd a promise belongs to the request
 * that made it, and another request awaiting it would hang.
 */
export function createVerifier({
  issuer,
  fetchKeys,
  now = Date.now,
  cache = { keys: undefined, fetchedAt: 0 },
}: VerifierOptions): (token: string) => Promise<Verification> {
  async function check(token: string, keys: JSONWebKeySet): Promise<Claims | 'invalid' | 'no-key'> {
    const right = rightOnesOf(keys)
    const key = `${issuer} ${token}`
    const known = right.get(key)
    if (known) return known.exp * 1000 > now() ? known : 'invalid'
    try {
      const verified = await jwtVerify(token, keysOf(keys), {
        algorithms: ['ES256'],
        audience: 'authenticated',
        issuer,
        currentDate: new Date(now()),
      })
      const claims = payload().safeParse(verified.payload)
      if (!claims.success) return 'invalid'
      right.set(key, Object.freeze(claims.data))
      const [oldest] = right.keys()
      if (right.size > REMEMBERED && oldest !== undefined) right.delete(oldest)
      return claims.data
    } catch (error) {
      return error instanceof errors.JWKSNoMatchingKey ? 'no-key' : 'invalid'
    }
  }

  return async (token) => {
    if (cache.keys) {
      const result = await check(token, cache.keys)
      if (result !== 'no-key') return result
      if (now() - cache.fetchedAt < REFETCH_AFTER_MS) return 'invalid'
    }
    try {
      cache.keys = await fetchKeys()
      cache.fetchedAt = now()
    } catch {
      return 'unavailable'
    }
    const result = await check(token, cache.keys)
    return result === 'no-key' ? 'invalid' : result
  }
}
