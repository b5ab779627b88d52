import { z } from 'zod'
import type { CookieJar } from './auth/cookie-jar.server'
import { lazily } from './lazily'

const COOKIE = 'flash'
/** Seconds until a message that no page showed is dropped. */
const LIFETIME = 120

const shape = lazily(() =>
  z.object({
    code: z.string().max(80),
    params: z.record(z.string().max(40), z.string().max(300)),
  }),
)

/**
 * A message for the next page. `code` is `<context>.<name>`: the text stands in the
 * catalogue's `flash` under `<context>.<name>`, so that a forged cookie can choose among our
 * sentences and write none of its own.
 */
export type Flash = z.infer<ReturnType<typeof shape>>

function options(jar: CookieJar, maxAge: number) {
  return { httpOnly: true, secure: jar.secure, sameSite: 'lax', path: '/', maxAge } as const
}

/** Leaves a message for the next page: after a redirect, with or without JavaScript. */
export function setFlash(jar: CookieJar, code: string, params: Flash['params'] = {}): void {
  const text = JSON.stringify({ code, params } satisfies Flash)
  jar.set(COOKIE, text, options(jar, LIFETIME))
}

/** What a request took, and which requests turned out to show nothing. */
const taken = new WeakMap<CookieJar, string>()
const kept = new WeakSet<CookieJar>()

/** Takes the waiting message, so that it is shown once. A cookie that is none of ours is nothing. */
export function takeFlash(jar: CookieJar): Flash | null {
  const value = jar.get(COOKIE)
  if (!value) return null
  if (!kept.has(jar)) {
    taken.set(jar, value)
    jar.set(COOKIE, '', options(jar, 0))
  }
  try {
    return shape().parse(JSON.parse(value))
  } catch {
    return null
  }
}

/** Leaves the message to a later page: this request leads on to it and shows nothing itself. */
export function keepFlash(jar: CookieJar): void {
  kept.add(jar)
  const value = taken.get(jar)
  if (value && !jar.get(COOKIE)) jar.set(COOKIE, value, options(jar, LIFETIME))
}
