import {
  createRemoteJWKSet,
  decodeProtectedHeader,
  generateKeyPair,
  jwtVerify,
  SignJWT,
} from 'jose'
import { expect, test } from 'vitest'
import { describeAuth, newAddress, password, payloadOf } from './suite.ts'

describeAuth('sessions', {}, (auth) => {
  const sessionOf = async () => {
    const { client, email, id } = await auth().member()
    const { data } = await client.auth.getSession()
    if (data.session === null) throw new Error('no session')
    return { client, email, id, session: data.session }
  }

  test('a password signs in, a wrong one and an unknown address get one answer', async () => {
    const { email, id } = await auth().member()
    const client = auth().client()
    const signedIn = await client.auth.signInWithPassword({ email: email.toUpperCase(), password })
    expect(signedIn.data.user?.id).toBe(id)
    expect(signedIn.data.session).toMatchObject({ token_type: 'bearer', expires_in: 3600 })
    for (const attempt of [
      { email, password: 'not-the-password' },
      { email: newAddress(), password },
    ]) {
      const { error } = await client.auth.signInWithPassword(attempt)
      expect(error).toMatchObject({
        status: 400,
        code: 'invalid_credentials',
        message: 'Invalid login credentials',
      })
    }
  })

  test('the token verifies against the JWKS and says who, where from and how', async () => {
    const { email, id } = await auth().member()
    const { data } = await auth().client().auth.signInWithPassword({ email, password })
    const token = data.session?.access_token ?? ''
    const jwks = createRemoteJWKSet(new URL(`${auth().url}/auth/v1/.well-known/jwks.json`))
    const { payload, protectedHeader } = await jwtVerify(token, jwks, {
      algorithms: ['ES256'],
      issuer: auth().issuer,
      audience: 'authenticated',
    })
    expect(protectedHeader.kid).toBeTruthy()
    expect(payload).toMatchObject({
      sub: id,
      email,
      phone: '',
      role: 'authenticated',
      aal: 'aal1',
      is_anonymous: false,
      app_metadata: { provider: 'email', providers: ['email'] },
      amr: [{ method: 'password', timestamp: expect.any(Number) }],
      session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600)
    const [row] = await auth().sql<{ user_id: string; not_after: Date | null }>(
      'select user_id, not_after from auth.sessions where id = $1',
      [payload.session_id],
    )
    expect(row).toEqual({ user_id: id, not_after: null })
  })

  test('the JWKS shows no private part', async () => {
    const { json } = await auth().call('GET', '/.well-known/jwks.json')
    expect(json.keys).toEqual([
      {
        kty: 'EC',
        crv: 'P-256',
        alg: 'ES256',
        use: 'sig',
        key_ops: ['verify'],
        kid: expect.any(String),
        x: expect.any(String),
        y: expect.any(String),
      },
    ])
  })

  test('getClaims verifies locally', async () => {
    const { client, id } = await sessionOf()
    const { data, error } = await client.auth.getClaims()
    expect(error).toBeNull()
    expect(data?.claims.sub).toBe(id)
    expect(data?.header.alg).toBe('ES256')
  })

  test('a refresh gives new tokens of the same session', async () => {
    const { client, session } = await sessionOf()
    const { data, error } = await client.auth.refreshSession()
    expect(error).toBeNull()
    expect(data.session?.refresh_token).not.toBe(session.refresh_token)
    expect(payloadOf(data.session?.access_token ?? '').session_id).toBe(
      payloadOf(session.access_token).session_id,
    )
    expect(payloadOf(data.session?.access_token ?? '').amr).toMatchObject([{ method: 'otp' }])
  })

  const refresh = (token: string) =>
    auth().call('POST', '/token?grant_type=refresh_token', { body: { refresh_token: token } })

  /** A busy server lets some wait five seconds for the session and then says "not now": they ask again. */
  const refreshLater = async (token: string) => {
    let answer = await refresh(token)
    for (let again = 0; again < 4 && answer.status === 409; again += 1) {
      expect(answer.json.error_code).toBe('conflict')
      answer = await refresh(token)
    }
    return answer
  }

  test('the token before the present one gives the present one, however late', async () => {
    const { session } = await sessionOf()
    const first = await refresh(session.refresh_token)
    await auth().sql(
      `update auth.refresh_tokens set updated_at = now() - interval '1 hour' where token = $1`,
      [session.refresh_token],
    )
    const second = await refresh(session.refresh_token)
    expect(second.status).toBe(200)
    expect(second.json.refresh_token).toBe(first.json.refresh_token)
    expect(payloadOf(String(second.json.access_token)).sub).toBe(
      payloadOf(session.access_token).sub,
    )
  })

  test('twenty that race with one token all get the one that took its place', async () => {
    const { session } = await sessionOf()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => refreshLater(session.refresh_token)),
    )
    expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200))
    expect(new Set(answers.map((answer) => answer.json.refresh_token)).size).toBe(1)
  })

  test('an older token is good within ten seconds and a theft after that', async () => {
    const { client, session } = await sessionOf()
    const next = await refresh(session.refresh_token)
    const newest = await refresh(String(next.json.refresh_token))
    expect((await refresh(session.refresh_token)).status).toBe(200)

    await auth().sql(
      `update auth.refresh_tokens set updated_at = now() - interval '11 seconds' where token = $1`,
      [next.json.refresh_token],
    )
    const stolen = await refresh(String(next.json.refresh_token))
    expect(stolen.status).toBe(400)
    expect(stolen.json).toMatchObject({
      error_code: 'refresh_token_already_used',
      msg: 'Invalid Refresh Token: Already Used',
    })
    const [row] = await auth().sql<{ open: number }>(
      `select count(*)::int as open from auth.refresh_tokens
       where session_id = $1 and not revoked`,
      [payloadOf(session.access_token).session_id],
    )
    expect(row?.open).toBe(0)
    // Once the seconds of grace are over, nobody goes on with this session.
    await auth().sql(
      `update auth.refresh_tokens set updated_at = now() - interval '11 seconds'
       where session_id = $1`,
      [payloadOf(session.access_token).session_id],
    )
    expect((await refresh(String(newest.json.refresh_token))).status).toBe(400)
    // The access token still holds: the session is there until it is ended.
    expect((await client.auth.getUser()).error).toBeNull()
  })

  test.each([
    ['unknown', 'aaaaaaaaaaaa', 'refresh_token_not_found'],
    ['no refresh token', 'nonsense', 'validation_failed'],
    ['empty', '', 'validation_failed'],
  ])('a refresh token that is %s is refused', async (_what, token, code) => {
    const answer = await refresh(token)
    expect(answer.status).toBe(400)
    expect(answer.json.error_code).toBe(code)
  })

  test('a session with an end does not outlive it', async () => {
    const { session } = await sessionOf()
    await auth().sql(`update auth.sessions set not_after = now() - interval '1 s' where id = $1`, [
      payloadOf(session.access_token).session_id,
    ])
    const answer = await refresh(session.refresh_token)
    expect(answer.status).toBe(400)
    expect(answer.json.error_code).toBe('session_expired')
  })

  test('an unknown grant is refused', async () => {
    const answer = await auth().call('POST', '/token?grant_type=magic', { body: {} })
    expect(answer.status).toBe(400)
    expect(answer.json.error_code).toBe('invalid_credentials')
  })

  test('a refused sign-in tells old and new clients in their own words', async () => {
    const body = { email: newAddress(), password }
    const old = await auth().call('POST', '/token?grant_type=password', { body })
    expect(old.json).toEqual({
      code: 400,
      error_code: 'invalid_credentials',
      msg: 'Invalid login credentials',
    })
    expect(old.headers.get('x-sb-error-code')).toBe('invalid_credentials')
    const now = await auth().call('POST', '/token?grant_type=password', {
      body,
      headers: { 'x-supabase-api-version': '2024-01-01' },
    })
    expect(now.json).toEqual({
      code: 'invalid_credentials',
      message: 'Invalid login credentials',
    })
  })

  test('without email there is nothing to sign in with', async () => {
    const answer = await auth().call('POST', '/token?grant_type=password', { body: { password } })
    expect(answer.json.error_code).toBe('validation_failed')
    const phone = await auth().call('POST', '/token?grant_type=password', {
      body: { phone: '+4712345678', password },
    })
    expect(phone.status).toBe(422)
    expect(phone.json.error_code).toBe('phone_provider_disabled')
    const both = await auth().call('POST', '/token?grant_type=password', {
      body: { email: newAddress(), phone: '+4712345678', password },
    })
    expect(both.json.error_code).toBe('validation_failed')
  })

  test('somebody who is banned is out, with every token', async () => {
    const { client, email, session } = await sessionOf()
    await auth().sql(
      `update auth.users set banned_until = now() + interval '1 day' where email = $1`,
      [email],
    )
    const again = await auth().client().auth.signInWithPassword({ email, password })
    expect(again.error).toMatchObject({ status: 400, code: 'user_banned' })
    expect((await refresh(session.refresh_token)).json.error_code).toBe('user_banned')
    expect((await client.auth.getUser()).error?.code).toBe('user_banned')
  })

  test('logging out here ends this session only, at once', async () => {
    const { client, email } = await auth().member()
    const other = auth().client()
    await other.auth.signInWithPassword({ email, password })
    const { data } = await client.auth.getSession()
    const token = data.session?.access_token ?? ''

    expect((await client.auth.signOut({ scope: 'local' })).error).toBeNull()
    const answer = await auth().call('GET', '/user', { token })
    expect(answer.status).toBe(403)
    expect(answer.json).toMatchObject({
      error_code: 'session_not_found',
      msg: 'Session from session_id claim in JWT does not exist',
    })
    expect((await refresh(data.session?.refresh_token ?? '')).json.error_code).toBe(
      'refresh_token_not_found',
    )
    expect((await other.auth.getUser()).error).toBeNull()
  })

  test('logging out elsewhere keeps this session', async () => {
    const { client, email } = await auth().member()
    const other = auth().client()
    await other.auth.signInWithPassword({ email, password })
    expect((await client.auth.signOut({ scope: 'others' })).error).toBeNull()
    expect((await client.auth.getUser()).error).toBeNull()
    expect((await other.auth.getUser()).error?.name).toBe('AuthSessionMissingError')
  })

  test('logging out everywhere ends all of them', async () => {
    const { client, email } = await auth().member()
    const other = auth().client()
    await other.auth.signInWithPassword({ email, password })
    expect((await client.auth.signOut()).error).toBeNull()
    expect((await other.auth.getUser()).error?.name).toBe('AuthSessionMissingError')
  })

  test('an unknown scope ends nothing', async () => {
    const { client, session } = await sessionOf()
    const answer = await auth().call('POST', '/logout?scope=some', { token: session.access_token })
    expect(answer.status).toBe(400)
    expect(answer.json.error_code).toBe('validation_failed')
    expect((await client.auth.getUser()).error).toBeNull()
  })

  test('a token of nobody, of somebody else or of no time is refused', async () => {
    const { session } = await sessionOf()
    const nobody = await auth().call('GET', '/user')
    expect(nobody.status).toBe(401)
    expect(nobody.json.error_code).toBe('no_authorization')

    const { kid } = decodeProtectedHeader(session.access_token)
    const { privateKey } = await generateKeyPair('ES256')
    const claims = payloadOf(session.access_token)
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: kid ?? '' })
      .sign(privateKey)
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${
      session.access_token.split('.')[1]
    }.`
    for (const token of ['nonsense', 'a.b.c', forged, unsigned]) {
      const answer = await auth().call('GET', '/user', { token })
      expect(answer.status).toBe(403)
      expect(answer.json.error_code).toBe('bad_jwt')
    }
  })
})

describeAuth('short tokens', { tokenSeconds: 1 }, (auth) => {
  test('an expired token is refused, and a refresh gives a good one', async () => {
    const { client } = await auth().member()
    const { data } = await client.auth.getSession()
    const token = data.session?.access_token ?? ''
    await expect
      .poll(async () => (await auth().call('GET', '/user', { token })).json.error_code, {
        timeout: 10_000,
        interval: 100,
      })
      .toBe('bad_jwt')
    const answer = await auth().call('GET', '/user', { token })
    expect(answer.status).toBe(403)
    expect(answer.json.msg).toMatch(/token is expired$/)
    const refreshed = await client.auth.refreshSession()
    expect(refreshed.error).toBeNull()
  })
})
