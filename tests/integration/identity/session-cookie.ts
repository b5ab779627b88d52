import { importJWK, type JWTPayload, SignJWT } from 'jose'
import { signingJwk } from '../../../supabase/local/auth/signing-key'
import type { TestApp } from '../../fixtures/test-app'
import type { TestBrowser } from '../../fixtures/test-browser'

/** What `@supabase/ssr` keeps in the cookie. */
export interface StoredSession {
  access_token: string
  refresh_token: string
  expires_at: number
  [more: string]: unknown
}

const NAME = /^sb-.+-auth-token(\.\d+)?$/

/** The session that a browser carries; null without one. */
export function readSession({ cookies }: TestBrowser): StoredSession | null {
  const parts = [...cookies]
    .filter(([name]) => NAME.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  if (parts.length === 0) return null
  const value = decodeURIComponent(parts.map(([, part]) => part).join(''))
  return JSON.parse(Buffer.from(value.replace(/^base64-/, ''), 'base64url').toString('utf8'))
}

/** Puts another session into a browser's cookies, in pieces as long ones come. */
export function writeSession({ cookies }: TestBrowser, session: object): void {
  const first = [...cookies.keys()].find((name) => NAME.test(name)) ?? 'sb-127-auth-token'
  const base = first.replace(/\.\d+$/, '')
  for (const name of [...cookies.keys()]) if (NAME.test(name)) cookies.delete(name)
  const value = `base64-${Buffer.from(JSON.stringify(session)).toString('base64url')}`
  const pieces = value.match(/.{1,3000}/g) ?? []
  if (pieces.length === 1) cookies.set(base, value)
  else for (const [at, piece] of pieces.entries()) cookies.set(`${base}.${at}`, piece)
}

/** Changes the session that a browser carries. */
export function changeSession(browser: TestBrowser, change: (session: StoredSession) => object) {
  const session = readSession(browser)
  if (!session) throw new Error('this browser carries no session')
  writeSession(browser, { ...session, ...change(session) })
}

/** What a token says, unchecked. */
export function payloadOf(token: string): JWTPayload & Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
}

/** A token that says `payload` and bears Auth's own signature. */
export async function signLikeAuth(app: TestApp, payload: JWTPayload): Promise<string> {
  const { key_ops: _, ...jwk } = signingJwk(app.postgres.secrets)
  const key = await importJWK(jwk, 'ES256')
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', ...(jwk.kid ? { kid: jwk.kid } : {}) })
    .sign(key)
}

/** The same session, its access token expired a minute ago. */
export async function expire(app: TestApp, browser: TestBrowser): Promise<void> {
  const session = readSession(browser)
  if (!session) throw new Error('this browser carries no session')
  const exp = Math.floor(Date.now() / 1000) - 60
  const access_token = await signLikeAuth(app, { ...payloadOf(session.access_token), exp })
  writeSession(browser, { ...session, access_token, expires_at: exp })
}
