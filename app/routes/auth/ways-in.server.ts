import type { AppLoadContext } from '@remix-run/cloudflare'
import { within } from '~/platform/deadline.server'
import { AppError } from '~/platform/errors'
import type { Limit, Verdict } from '~/platform/limits/limiter.server'

/** Where somebody who is not known yet tries to become known, or makes us send a mail. */
export type WayIn = 'login' | 'signup' | 'mail' | 'code' | 'link' | 'password' | 'shared'

/** What the audit calls a try there. */
const EVENTS = {
  login: 'auth.sign-in',
  signup: 'auth.sign-up',
  mail: 'auth.mail',
  code: 'auth.code',
  link: 'auth.link',
  password: 'auth.password',
  shared: 'access.denied',
} as const

const WINDOW_SECONDS = 600
const LIMITER_BUDGET_MS = 1_000
/** Whoever has a link opens it, and pages through it: a class does so from one address. */
const SHARED_TIMES = 10

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Takes one try at a way in, from the network address and from the account.
 *
 * @param account what names the account: an address in small letters, a person's id; null where there is none
 * @returns the stricter verdict of the two
 * @throws AppError `unavailable` (503) when the tries can't be counted
 */
export async function takeTry(
  { limits, env, address, log, securityEvents }: AppLoadContext,
  way: WayIn,
  account: string | null,
): Promise<Verdict> {
  const take = async (kind: string, name: string, tries: number): Promise<Verdict> => {
    const limit: Limit = { tries, seconds: WINDOW_SECONDS }
    return limits.take(`${way}:${kind}:${await digest(name)}`, limit)
  }
  const both = (async () => {
    const times = way === 'shared' ? SHARED_TIMES : 1
    const byAddress = await take('address', address, env.LIMIT_PER_ADDRESS * times)
    // Somebody whose address is refused takes no try from the account they name.
    if (!byAddress.allowed || account === null) return byAddress
    return take('account', account, env.LIMIT_PER_ACCOUNT)
  })()
  let verdict: Verdict
  try {
    verdict = await within(LIMITER_BUDGET_MS, both)
  } catch (cause) {
    throw new AppError('unavailable', 503, { cause, retryAfter: 5 })
  }
  if (!verdict.allowed) {
    log.warn('limited', { way })
    const named = account?.includes('@') ? { email: account } : {}
    securityEvents.note({ action: EVENTS[way], outcome: 'denied', code: 'limited', ...named })
  }
  return verdict
}

/** Milliseconds that an answer takes at least where its speed could tell whether an account exists. */
const FLOOR_MS = 500

/**
 * Starts a clock; awaiting what it returns waits until the floor has passed. Auth answers sooner
 * for an address that it does not know, and that difference must not be seen from outside.
 */
export function startFloor(): () => Promise<void> {
  const startedAt = Date.now()
  return () =>
    new Promise((resolve) => {
      setTimeout(resolve, Math.max(0, startedAt + FLOOR_MS - Date.now()))
    })
}
