import { afterEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../errors'
import type { Claims } from './actor'
import { CookieJar } from './cookie-jar.server'
import { openAuthSession } from './session.server'
import type { Verification } from './verify.server'

const supabaseUrl = 'https://project.test'
const claims: Claims = {
  sub: '018f0000-0000-7000-8000-000000000001',
  session_id: '018f0000-0000-7000-8000-000000000002',
  role: 'authenticated',
  aal: 'aal1',
  email: 'a@b.test',
  exp: 0,
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function cookieOf(secondsLeft: number): string {
  const exp = Math.floor(Date.now() / 1000) + secondsLeft
  const session = {
    access_token: `${base64url({ alg: 'ES256' })}.${base64url({ ...claims, exp })}.c2ln`,
    refresh_token: 'refresh',
    token_type: 'bearer',
    expires_in: 3600,
    expires_at: exp,
    user: { id: claims.sub },
  }
  return `sb-project-auth-token=base64-${base64url(session)}`
}

function open(cookie: string | null, verification: Verification = claims) {
  const jar = new CookieJar(cookie)
  const session = openAuthSession({
    supabaseUrl,
    anonKey: 'anon',
    secure: true,
    jar,
    verify: async () => verification,
  })
  return { jar, session }
}

/** What Auth answers to everything. */
function auth(status: number, body: object) {
  const fetch = vi.fn(async (_: RequestInfo | URL, __?: RequestInit) =>
    Response.json(body, { status, headers: { 'x-supabase-api-version': '2024-01-01' } }),
  )
  vi.stubGlobal('fetch', fetch)
  return fetch
}

function hang() {
  vi.stubGlobal(
    'fetch',
    (_: unknown, init?: RequestInit) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      }),
  )
}

function head(jar: CookieJar) {
  const headers = new Headers()
  jar.seal(headers)
  return headers.getSetCookie()
}

describe('who asks', () => {
  it('is nobody without a cookie, and Auth is not asked', async () => {
    const fetch = auth(500, {})
    expect(await open(null).session.actor()).toEqual({ kind: 'nobody', authDown: false })
    expect(fetch).not.toHaveBeenCalled()
  })

  it('is a person with a fresh token, and Auth is not asked', async () => {
    const fetch = auth(500, {})
    const actor = await open(cookieOf(600)).session.actor()
    expect(actor).toMatchObject({
      kind: 'person',
      userId: claims.sub,
      sessionId: claims.session_id,
    })
    expect(fetch).not.toHaveBeenCalled()
  })

  it.each([
    ['garbage', 'sb-project-auth-token=base64-%%%'],
    ['no session', `sb-project-auth-token=base64-${base64url({ a: 1 })}`],
    ['a half', 'sb-project-auth-token.1=base64-abc'],
  ])('is nobody with %s for a cookie, which is removed', async (_, cookie) => {
    auth(500, {})
    const { jar, session } = open(cookie)
    expect(await session.actor()).toEqual({ kind: 'nobody', authDown: false })
    expect(head(jar).join()).toContain('Max-Age=0')
  })

  it('is nobody when the token is not ours, and the cookie is removed', async () => {
    const { jar, session } = open(cookieOf(600), 'invalid')
    expect(await session.actor()).toEqual({ kind: 'nobody', authDown: false })
    expect(head(jar).join()).toContain('Max-Age=0')
  })

  it('is not known while the keys can not be had, and the cookie stays', async () => {
    const { jar, session } = open(cookieOf(600), 'unavailable')
    expect(await session.actor()).toEqual({ kind: 'nobody', authDown: true })
    expect(head(jar)).toEqual([])
  })

  it('is a person again after a refresh, with new cookies that scripts can not read', async () => {
    const exp = Math.floor(Date.now() / 1000) + 3600
    const fetch = auth(200, {
      access_token: `${base64url({ alg: 'ES256' })}.${base64url({ ...claims, exp })}.c2ln`,
      refresh_token: 'next',
      token_type: 'bearer',
      expires_in: 3600,
      user: { id: claims.sub },
    })
    const { jar, session } = open(cookieOf(-60))
    expect(await session.actor()).toMatchObject({ kind: 'person' })
    expect(fetch).toHaveBeenCalledTimes(1)
    const [cookie = ''] = head(jar)
    expect(cookie).toMatch(/^sb-project-auth-token=/)
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/Secure/)
    expect(cookie).toMatch(/SameSite=Lax/)
  })

  it('is nobody with an expired token and a dead refresh token', async () => {
    auth(400, { code: 'refresh_token_not_found', message: 'Invalid Refresh Token' })
    const { jar, session } = open(cookieOf(-60))
    expect(await session.actor()).toEqual({ kind: 'nobody', authDown: false })
    expect(head(jar).join()).toContain('Max-Age=0')
  })

  it.each([
    [409, 'conflict'],
    [429, 'over_request_rate_limit'],
  ])(
    'keeps the cookie when Auth answers a refresh with %s: it is not the end',
    async (status, code) => {
      auth(status, { code, message: 'Not now' })
      const { jar, session } = open(cookieOf(-60))
      expect(await session.actor()).toEqual({ kind: 'nobody', authDown: true })
      expect(head(jar)).toEqual([])
    },
  )

  it('is told within four seconds when Auth hangs, and the cookie stays', async () => {
    hang()
    const { jar, session } = open(cookieOf(-60))
    const startedAt = Date.now()
    expect(await session.actor()).toEqual({ kind: 'nobody', authDown: true })
    expect(Date.now() - startedAt).toBeLessThan(4_000)
    expect(head(jar)).toEqual([])
  })
})

describe('ways in and out', () => {
  const refused = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    )

  it("give Auth's refusals as codes", async () => {
    auth(400, { code: 'invalid_credentials', message: 'Invalid login credentials' })
    const error = await refused(open(null).session.signIn('a@b.test', 'x'))
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'auth.invalid_credentials', status: 400 })
  })

  it('say when to come back where Auth counts', async () => {
    auth(429, { code: 'over_request_rate_limit', message: 'Too many' })
    const error = await refused(open(null).session.requestPasswordReset('a@b.test'))
    expect(error).toMatchObject({ code: 'auth.over_request_rate_limit', retryAfter: 60 })
  })

  it('say that Auth is not there when it hangs or breaks', async () => {
    auth(500, { code: 'unexpected_failure', message: 'broken' })
    const broken = await refused(open(null).session.resendConfirmation('a@b.test'))
    expect(broken).toMatchObject({ code: 'auth.unavailable', status: 503 })
    hang()
    const hanging = await refused(open(null).session.verifyLink('signup', 'abc'))
    expect(hanging).toMatchObject({ code: 'auth.unavailable', status: 503 })
  })

  it('tell whether an address must be confirmed', async () => {
    auth(200, { id: claims.sub, email: 'a@b.test', identities: [] })
    const { session } = open(null)
    expect(await session.signUp('a@b.test', 'long enough', 'A')).toEqual({ confirm: true })
  })

  it('sign this browser out even when Auth is down', async () => {
    auth(500, {})
    const { jar, session } = open(cookieOf(600))
    await refused(session.signOut('local'))
    expect(head(jar).join()).toContain('Max-Age=0')
  })

  it('keep this browser in when the others are signed out', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => new Response(null, { status: 204 })),
    )
    const { jar, session } = open(cookieOf(600))
    await session.signOut('others')
    expect(head(jar)).toEqual([])
  })
})
