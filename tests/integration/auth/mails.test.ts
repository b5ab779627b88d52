import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { describeAuth, newAddress, password, payloadOf } from './suite.ts'

describeAuth('recovery and one-time codes', {}, (auth) => {
  test('a recovery link signs in, in another browser, to set a new password', async () => {
    const { email } = await auth().member()
    const asking = auth().client({ flowType: 'pkce' })
    const { error } = await asking.auth.resetPasswordForEmail(email, {
      redirectTo: 'http://127.0.0.1:8787/settings/password',
    })
    expect(error).toBeNull()
    const mail = await auth().nextMail(email)
    expect(mail.type).toBe('recovery')
    expect(mail.link.searchParams.get('next')).toBe('http://127.0.0.1:8787/settings/password')

    const elsewhere = auth().client({ flowType: 'pkce' })
    const verified = await elsewhere.auth.verifyOtp({
      token_hash: mail.tokenHash,
      type: 'recovery',
    })
    expect(verified.error).toBeNull()
    const changed = await elsewhere.auth.updateUser({ password: 'another-password' })
    expect(changed.error).toBeNull()

    const client = auth().client()
    const before = await client.auth.signInWithPassword({ email, password })
    expect(before.error?.code).toBe('invalid_credentials')
    const after = await client.auth.signInWithPassword({ email, password: 'another-password' })
    expect(after.error).toBeNull()
  })

  test('a recovery code can be typed', async () => {
    const { email } = await auth().member()
    const client = auth().client()
    await client.auth.resetPasswordForEmail(email)
    const { code } = await auth().nextMail(email)
    const { data, error } = await client.auth.verifyOtp({ email, token: code, type: 'recovery' })
    expect(error).toBeNull()
    expect(payloadOf(data.session?.access_token ?? '').amr).toMatchObject([{ method: 'otp' }])
    const again = await client.auth.verifyOtp({ email, token: code, type: 'recovery' })
    expect(again.error?.code).toBe('otp_expired')
  })

  test('a code is good for its own address and purpose only', async () => {
    const { email } = await auth().member()
    const other = await auth().member()
    const client = auth().client()
    await client.auth.resetPasswordForEmail(email)
    const { code, tokenHash } = await auth().nextMail(email)
    const elsewhere = await client.auth.verifyOtp({
      email: other.email,
      token: code,
      type: 'recovery',
    })
    expect(elsewhere.error?.code).toBe('otp_expired')
    const otherwise = await client.auth.verifyOtp({ token_hash: tokenHash, type: 'signup' })
    expect(otherwise.error?.code).toBe('otp_expired')
    const rightly = await client.auth.verifyOtp({ token_hash: tokenHash, type: 'recovery' })
    expect(rightly.error).toBeNull()
  })

  test('an unknown address gets the same answer and no mail', async () => {
    const email = newAddress()
    const client = auth().client()
    expect((await client.auth.resetPasswordForEmail(email)).error).toBeNull()
    expect(auth().countMails(email)).toBe(0)
    const missing = await auth().call('POST', '/recover', { body: {} })
    expect(missing.json.error_code).toBe('validation_failed')
  })

  test('a recovery confirms an address that was not', async () => {
    const email = newAddress()
    const client = auth().client()
    await client.auth.signUp({ email, password })
    await auth().nextMail(email)
    await client.auth.resetPasswordForEmail(email)
    const { tokenHash } = await auth().nextMail(email)
    const { data } = await client.auth.verifyOtp({ token_hash: tokenHash, type: 'recovery' })
    expect(data.user?.email_confirmed_at).toBeTruthy()
    expect((await client.auth.signInWithPassword({ email, password })).error).toBeNull()
  })

  test('a one-time code signs in somebody known', async () => {
    const { email, id } = await auth().member()
    const client = auth().client()
    expect((await client.auth.signInWithOtp({ email })).error).toBeNull()
    const mail = await auth().nextMail(email)
    expect(mail.type).toBe('magiclink')
    const { data, error } = await client.auth.verifyOtp({ email, token: mail.code, type: 'email' })
    expect(error).toBeNull()
    expect(data.user?.id).toBe(id)
  })

  test('a link signs in too', async () => {
    const { email, id } = await auth().member()
    const client = auth().client()
    await client.auth.signInWithOtp({ email })
    const { tokenHash } = await auth().nextMail(email)
    const { data } = await client.auth.verifyOtp({ token_hash: tokenHash, type: 'magiclink' })
    expect(data.user?.id).toBe(id)
  })

  test('somebody new gets an account by code, unless that is not wanted', async () => {
    const email = newAddress()
    const client = auth().client()
    const unwanted = await client.auth.signInWithOtp({
      email,
      options: { shouldCreateUser: false },
    })
    expect(unwanted.error).toMatchObject({
      status: 422,
      code: 'otp_disabled',
      message: 'Signups not allowed for otp',
    })
    const wanted = await client.auth.signInWithOtp({ email, options: { data: { from: 'code' } } })
    expect(wanted.error).toBeNull()
    const mail = await auth().nextMail(email)
    expect(mail.type).toBe('signup')
    const { data, error } = await client.auth.verifyOtp({ email, token: mail.code, type: 'email' })
    expect(error).toBeNull()
    expect(data.user?.user_metadata.from).toBe('code')
  })

  test('a session is exchanged for a code by whoever knows the verifier', async () => {
    const { email, id } = await auth().member()
    const asking = auth().client({ flowType: 'pkce' })
    await asking.auth.signInWithOtp({ email })
    const { tokenHash } = await auth().nextMail(email)
    expect(tokenHash).toMatch(/^pkce_/)
    const target = encodeURIComponent('http://127.0.0.1:8787/auth/callback?next=%2Fc')
    const followed = await auth().call(
      'GET',
      `/verify?type=magiclink&token=${tokenHash}&redirect_to=${target}`,
    )
    expect(followed.status).toBe(303)
    const location = new URL(followed.headers.get('location') ?? '')
    expect(location.origin + location.pathname).toBe('http://127.0.0.1:8787/auth/callback')
    expect(location.searchParams.get('next')).toBe('/c')
    const code = location.searchParams.get('code') ?? ''

    const stranger = await auth().call('POST', '/token?grant_type=pkce', {
      body: { auth_code: code, code_verifier: 'x'.repeat(43) },
    })
    expect(stranger.status).toBe(400)
    expect(stranger.json).toMatchObject({
      error_code: 'bad_code_verifier',
      msg: 'code challenge does not match previously saved code verifier',
    })
    const { data, error } = await asking.auth.exchangeCodeForSession(code)
    expect(error).toBeNull()
    expect(data.user?.id).toBe(id)
    expect(payloadOf(data.session?.access_token ?? '').amr).toMatchObject([{ method: 'magiclink' }])
    const again = await auth().call('POST', '/token?grant_type=pkce', {
      body: { auth_code: code, code_verifier: 'x'.repeat(43) },
    })
    expect(again.status).toBe(404)
    expect(again.json.error_code).toBe('flow_state_not_found')
  })

  test('a code is only good for minutes', async () => {
    const { email } = await auth().member()
    const verifier = randomBytes(32).toString('base64url')
    const body = {
      email,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 's256',
    }
    expect((await auth().call('POST', '/recover', { body })).status).toBe(200)
    const { tokenHash } = await auth().nextMail(email)
    const followed = await auth().call('GET', `/verify?type=recovery&token=${tokenHash}`)
    const code = new URL(followed.headers.get('location') ?? '').searchParams.get('code')
    await auth().sql(
      `update auth.flow_state set created_at = now() - interval '6 minutes' where auth_code = $1`,
      [code],
    )
    const answer = await auth().call('POST', '/token?grant_type=pkce', {
      body: { auth_code: code, code_verifier: verifier },
    })
    expect(answer.status).toBe(422)
    expect(answer.json.error_code).toBe('flow_state_expired')
    const half = await auth().call('POST', '/token?grant_type=pkce', { body: { auth_code: code } })
    expect(half.json.error_code).toBe('validation_failed')
  })

  test('a followed link without PKCE carries the tokens behind the #', async () => {
    const { email } = await auth().member()
    const client = auth().client()
    await client.auth.signInWithOtp({ email })
    const { tokenHash } = await auth().nextMail(email)
    const elsewhere = encodeURIComponent('http://evil.test/steal')
    const path = `/verify?type=magiclink&token=${tokenHash}&redirect_to=${elsewhere}`
    const followed = await auth().call('GET', path)
    expect(followed.status).toBe(303)
    const location = new URL(followed.headers.get('location') ?? '')
    expect(location.origin).toBe('http://127.0.0.1:8787')
    const fields = new URLSearchParams(location.hash.slice(1))
    expect(fields.get('type')).toBe('magiclink')
    expect(fields.get('token_type')).toBe('bearer')
    expect(fields.get('refresh_token')).toBeTruthy()
    expect(payloadOf(fields.get('access_token') ?? '').email).toBe(email)

    const spent = await auth().call('GET', path)
    const problem = new URL(spent.headers.get('location') ?? '')
    expect(problem.origin).toBe('http://127.0.0.1:8787')
    expect(new URLSearchParams(problem.hash.slice(1)).get('error_code')).toBe('otp_expired')
    expect(problem.search).toBe('')

    const withPkce = await auth().call('GET', '/verify?type=magiclink&token=pkce_unknown')
    const place = new URL(withPkce.headers.get('location') ?? '')
    expect(place.searchParams.get('error_code')).toBe('otp_expired')
    expect(place.searchParams.get('error')).toBe('access_denied')
  })

  test.each([
    ['nothing', {}],
    ['no token', { type: 'signup' }],
    ['two tokens', { type: 'signup', token: '123456', token_hash: 'abc', email: 'a@aigym.test' }],
    ['a code without an address', { type: 'signup', token: '123456' }],
    ['a link with an address', { type: 'signup', token_hash: 'abc', email: 'a@aigym.test' }],
    ['an unknown type', { type: 'wish', token_hash: 'abc' }],
  ])('%s verifies nothing', async (_what, body) => {
    const answer = await auth().call('POST', '/verify', { body })
    expect(answer.status).toBe(400)
    expect(answer.json.error_code).toBe('validation_failed')
  })

  test.each([
    ['/otp', {}],
    ['/otp', { email: 'a@aigym.test', phone: '+4712345678' }],
    ['/otp', { email: 'nobody' }],
    ['/resend', { type: 'wish', email: 'a@aigym.test' }],
    ['/resend', { type: 'signup' }],
    ['/resend', { type: 'email_change' }],
    ['/recover', { email: 'nobody' }],
  ])('%s refuses %j', async (path, body) => {
    const answer = await auth().call('POST', path, { body })
    expect(answer.status).toBe(400)
    expect(answer.json.error_code).toBe('validation_failed')
  })

  test.each(['/otp', '/resend', '/signup'])('%s sends nothing to phones', async (path) => {
    const body = { phone: '+4712345678', type: 'sms', password }
    const answer = await auth().call('POST', path, { body })
    expect(answer.status).toBe(400)
    expect(answer.json.error_code).toBe('phone_provider_disabled')
  })
})
