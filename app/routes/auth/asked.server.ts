import { z } from 'zod'
import type { CookieJar } from '~/platform/auth/cookie-jar.server'
import { lazily } from '~/platform/lazily'

const COOKIE = 'asked'
/** Seconds that a mailed code is worth typing. */
const LIFETIME = 3_600

/** What a mailed code is for. */
export const purpose = lazily(() => z.enum(['signup', 'recovery']).catch('signup'))
export type Purpose = z.infer<ReturnType<typeof purpose>>

/** Remembers which address a mail went to, so that the page for its code need not ask again. */
export function rememberAsked(jar: CookieJar, email: string): void {
  jar.set(COOKIE, email, {
    httpOnly: true,
    secure: jar.secure,
    sameSite: 'lax',
    path: '/auth',
    maxAge: LIFETIME,
  })
}

/** The address that a mail went to, as far as this browser knows. */
export function askedAddress(jar: CookieJar): string {
  return (jar.get(COOKIE) ?? '').slice(0, 255)
}

/** The page where a mailed code is typed. */
export function codePath(purpose: Purpose, next: string, notice?: string): string {
  const query = new URLSearchParams({ for: purpose })
  if (next) query.set('next', next)
  if (notice) query.set('notice', notice)
  return `/auth/code?${query}`
}
