import { Buffer } from 'node:buffer'
import { combineChunks } from '@supabase/ssr'
import type { CookieJar } from './cookie-jar.server'

/** Milliseconds before its end from which auth-js refreshes a session (its `EXPIRY_MARGIN_MS`). */
const REFRESHED_BEFORE_MS = 90_000

const PREFIX = 'base64-'

function decode(value: string): string {
  if (!value.startsWith(PREFIX)) return value
  return Buffer.from(value.slice(PREFIX.length), 'base64url').toString('utf8')
}

/**
 * The access token of a session that need not be refreshed, read from the cookies as `@supabase/ssr`
 * writes them. Most requests need no more of Auth's client than this, and making one takes longer
 * than the rest of finding out who asks.
 *
 * @param name the cookie's, without the number of a chunk
 * @returns undefined where the session is old or unreadable: what to do then, Auth's client knows
 */
export async function readFreshToken(
  jar: CookieJar,
  name: string,
  now = Date.now(),
): Promise<string | undefined> {
  try {
    const value = await combineChunks(name, (chunk) => jar.get(chunk) ?? null)
    const session: unknown = JSON.parse(decode(value ?? ''))
    const { access_token: token, expires_at: end } = session as Record<string, unknown>
    if (typeof token !== 'string' || typeof end !== 'number') return undefined
    return end * 1000 - now > REFRESHED_BEFORE_MS ? token : undefined
  } catch {
    return undefined
  }
}
