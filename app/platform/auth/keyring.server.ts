import type { JSONWebKeySet } from 'jose'
import { fetchWithin } from '../deadline.server'
import type { Env } from '../env.server'
import { createVerifier, type KeyCache, type Verification } from './verify.server'

/** Key sets by the address they came from; values, which requests may share. */
const caches = new Map<string, KeyCache>()

/** A verifier that takes its keys from the project's Auth, and keeps them. */
export function createKeyring(env: Env): (token: string) => Promise<Verification> {
  const base = `${env.SUPABASE_URL}/auth/v1`
  let cache = caches.get(base)
  if (!cache) {
    cache = { keys: undefined, fetchedAt: 0 }
    caches.set(base, cache)
  }
  return createVerifier({
    issuer: env.SUPABASE_JWT_ISSUER ?? base,
    cache,
    fetchKeys: async () => {
      const response = await fetchWithin(3_000)(`${base}/.well-known/jwks.json`)
      if (!response.ok) throw new Error(`the key set answered ${response.status}`)
      return (await response.json()) as JSONWebKeySet
    },
  })
}
