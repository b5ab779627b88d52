import { expect, test } from 'vitest'
import { describeAuth, newAddress, password } from './suite.ts'

describeAuth('signing up with confirmation', {}, (auth) => {
  test('a new account has no session, and its mail leads to the app', async () => {
    const email = newAddress()
    const { data, error } = await auth()
      .client()
      .auth.signUp({
        email: email.toUpperCase(),
        password,
        options: {
          data: { display_name: 'Ada' },
          emailRedirectTo: 'http://127.0.0.1:8787/c/northside/sandbox?from=mail',
        },
      })
    expect(error).toBeNull()
    expect(data.session).toBeNull()
    expect(data.user).toMatchObject({
      email,
      aud: 'authenticated',
      role: 'authenticated',
      is_anonymous: false,
      app_metadata: { provider: 'email', providers: ['email'] },
      user_metadata: { display_name: 'Ada', email, email_verified: false, sub: data.user?.id },
      identities: [{ provider: 'email', id: data.user?.id, user_id: data.user?.id }],
    })
    expect(data.user?.confirmation_sent_at).toBeTruthy()
    expect(data.user?.email_confirmed_at).toBeUndefined()

    const mail = await auth().nextMail(email)
    expect(mail.subject).toBe('Confirm your address')
    expect(mail.link.origin + mail.link.pathname).toBe('http://127.0.0.1:8787/auth/confirm')
    expect(mail.link.searchParams.get('next')).toBe(
      'http://127.0.0.1:8787/c/northside/sandbox?from=mail',
    )
    expect(mail.type).toBe('signup')
    expect(mail.code).toMatch(/^\d{6}$/)
  })

  test('the link signs in once, from any client', async () => {
    const email = newAddress()
    await auth().client({ flowType: 'pkce' }).auth.signUp({ email, password })
    const { tokenHash } = await auth().nextMail(email)

    const elsewhere = auth().client({ flowType: 'pkce' })
    const { data, error } = await elsewhere.auth.verifyOtp({
      token_hash: tokenHash,
      type: 'signup',
    })
    expect(error).toBeNull()
    expect(data.session?.access_token).toBeTruthy()
    expect(data.user?.email_confirmed_at).toBeTruthy()
    expect(data.user?.user_metadata.email_verified).toBe(true)
    expect(data.user?.identities?.[0]?.identity_data?.email_verified).toBe(true)

    const again = await elsewhere.auth.verifyOtp({ token_hash: tokenHash, type: 'signup' })
    expect(again.error).toMatchObject({
      status: 403,
      code: 'otp_expired',
      message: 'Email link is invalid or has expired',
    })
  })

  test.each(['signup', 'email'] as const)('the code confirms too, as %s', async (type) => {
    const email = newAddress()
    const client = auth().client()
    await client.auth.signUp({ email, password })
    const { code } = await auth().nextMail(email)
    const wrong = code === '123456' ? '123457' : '123456'
    const refused = await client.auth.verifyOtp({ email, token: wrong, type })
    expect(refused.error).toMatchObject({
      status: 403,
      code: 'otp_expired',
      message: 'Token has expired or is invalid',
    })
    const { data, error } = await client.auth.verifyOtp({ email, token: code, type })
    expect(error).toBeNull()
    expect(data.session).not.toBeNull()
  })

  test('an old link or code no longer holds', async () => {
    const email = newAddress()
    const client = auth().client()
    await client.auth.signUp({ email, password })
    const { code, tokenHash } = await auth().nextMail(email)
    await auth().sql(
      `update auth.users set confirmation_sent_at = now() - interval '2 hours' where email = $1`,
      [email],
    )
    const byLink = await client.auth.verifyOtp({ token_hash: tokenHash, type: 'signup' })
    expect(byLink.error?.code).toBe('otp_expired')
    const byCode = await client.auth.verifyOtp({ email, token: code, type: 'email' })
    expect(byCode.error?.code).toBe('otp_expired')
  })

  test('nobody signs in before the address is confirmed', async () => {
    const email = newAddress()
    const client = auth().client()
    await client.auth.signUp({ email, password })
    const { data, error } = await client.auth.signInWithPassword({ email, password })
    expect(data.session).toBeNull()
    expect(error).toMatchObject({
      status: 400,
      code: 'email_not_confirmed',
      message: 'Email not confirmed',
    })
  })

  test('a second sign-up does not tell that there is an account', async () => {
    const { email, id } = await auth().member()
    const mails = auth().countMails(email)
    const { data, error } = await auth()
      .client()
      .auth.signUp({ email, password: 'another-password', options: { data: { a: 1 } } })
    expect(error).toBeNull()
    expect(data.session).toBeNull()
    expect(data.user?.id).not.toBe(id)
    expect(data.user).toMatchObject({ email, identities: [], user_metadata: { a: 1 } })
    expect(data.user?.email_confirmed_at).toBeUndefined()
    expect(data.user?.last_sign_in_at).toBeUndefined()
    expect(auth().countMails(email)).toBe(mails)

    const signedIn = await auth().client().auth.signInWithPassword({ email, password })
    expect(signedIn.error).toBeNull()
  })

  test('a second sign-up before confirmation mails again and keeps the first password', async () => {
    const email = newAddress()
    const client = auth().client()
    await client.auth.signUp({ email, password })
    const first = await auth().nextMail(email)
    const { data, error } = await client.auth.signUp({ email, password: 'another-password' })
    expect(error).toBeNull()
    expect(data.user?.identities).toHaveLength(1)
    const second = await auth().nextMail(email)
    expect(second.tokenHash).not.toBe(first.tokenHash)

    const dead = await client.auth.verifyOtp({ token_hash: first.tokenHash, type: 'signup' })
    expect(dead.error?.code).toBe('otp_expired')
    const confirmed = await client.auth.verifyOtp({ token_hash: second.tokenHash, type: 'signup' })
    expect(confirmed.error).toBeNull()
    const signedIn = await client.auth.signInWithPassword({ email, password })
    expect(signedIn.error).toBeNull()
  })

  test('the confirmation can be sent again, for accounts that wait for one', async () => {
    const email = newAddress()
    const client = auth().client()
    await client.auth.signUp({ email, password })
    await auth().nextMail(email)
    expect((await client.auth.resend({ type: 'signup', email })).error).toBeNull()
    const { tokenHash } = await auth().nextMail(email)
    await client.auth.verifyOtp({ token_hash: tokenHash, type: 'signup' })

    const mails = auth().countMails(email)
    expect((await client.auth.resend({ type: 'signup', email })).error).toBeNull()
    expect((await client.auth.resend({ type: 'signup', email: newAddress() })).error).toBeNull()
    expect(auth().countMails(email)).toBe(mails)
  })

  test.each([
    ['a short password', { password: 'abc' }, 422, 'weak_password'],
    ['a password that bcrypt would cut', { password: 'x'.repeat(73) }, 400, 'validation_failed'],
    ['no password', { password: '' }, 400, 'validation_failed'],
    ['something that is no address', { email: 'ada at aigym' }, 400, 'validation_failed'],
    ['half a challenge', { code_challenge: 'x'.repeat(43) }, 400, 'validation_failed'],
    [
      'a short challenge',
      { code_challenge: 'x', code_challenge_method: 's256' },
      400,
      'validation_failed',
    ],
    ['two ways at once', { phone: '+4712345678' }, 400, 'validation_failed'],
    ['a number as address', { email: 5 }, 400, 'bad_json'],
  ])('%s is refused', async (_what, change, status, code) => {
    const body = { email: newAddress(), password, ...change }
    const answer = await auth().call('POST', '/signup', { body })
    expect(answer.status).toBe(status)
    expect(answer.json).toMatchObject({ code: status, error_code: code })
    expect(answer.json.msg).toBeTruthy()
  })

  test('a weak password says why', async () => {
    const { error } = await auth().client().auth.signUp({ email: newAddress(), password: 'abc' })
    expect(error).toMatchObject({
      name: 'AuthWeakPasswordError',
      code: 'weak_password',
      reasons: ['length'],
      message: 'Password should be at least 6 characters.',
    })
  })

  test('nothing but JSON is read', async () => {
    for (const body of ['', '{', '[]']) {
      const answer = await auth().call('POST', '/signup', {
        body,
        headers: { 'x-supabase-api-version': '2024-01-01' },
      })
      expect(answer.status).toBe(400)
      expect(answer.json.code).toBe('bad_json')
      expect(answer.headers.get('x-supabase-api-version')).toBe('2024-01-01')
    }
  })
})

describeAuth('signing up without confirmation', { confirmEmail: false }, (auth) => {
  test('a new account is signed in at once, without a mail', async () => {
    const email = newAddress()
    const { data, error } = await auth().client().auth.signUp({ email, password })
    expect(error).toBeNull()
    expect(data.session?.user.email).toBe(email)
    expect(data.user?.email_confirmed_at).toBeTruthy()
    expect(auth().countMails(email)).toBe(0)
  })

  test('an address that is taken is said to be', async () => {
    const { email } = await auth().member()
    const { error } = await auth().client().auth.signUp({ email, password })
    expect(error).toMatchObject({
      status: 422,
      code: 'user_already_exists',
      message: 'User already registered',
    })
  })

  test('a code can be asked for by somebody new', async () => {
    const email = newAddress()
    const client = auth().client()
    expect((await client.auth.signInWithOtp({ email })).error).toBeNull()
    const { code } = await auth().nextMail(email)
    const { data } = await client.auth.verifyOtp({ email, token: code, type: 'email' })
    expect(data.user?.email).toBe(email)
  })
})

describeAuth('mails to one person', { mailEverySeconds: 60 }, (auth) => {
  test('the second within a minute is refused, with the seconds left', async () => {
    const email = newAddress()
    const client = auth().client()
    await client.auth.signUp({ email, password })
    for (const { error } of [
      await client.auth.signUp({ email, password }),
      await client.auth.resend({ type: 'signup', email }),
      await client.auth.signInWithOtp({ email }),
    ]) {
      expect(error).toMatchObject({ status: 429, code: 'over_email_send_rate_limit' })
      expect(error?.message).toMatch(
        /^For security purposes, you can only request this after \d+ seconds\.$/,
      )
    }
    expect(auth().countMails(email)).toBe(1)
  })

  test('a refused mail leaves the one before it good', async () => {
    const { email } = await auth().member()
    const client = auth().client()
    expect((await client.auth.resetPasswordForEmail(email)).error).toBeNull()
    const { tokenHash } = await auth().nextMail(email)
    const second = await client.auth.resetPasswordForEmail(email)
    expect(second.error).toMatchObject({ status: 429, code: 'over_email_send_rate_limit' })
    const { error } = await client.auth.verifyOtp({ token_hash: tokenHash, type: 'recovery' })
    expect(error).toBeNull()
  })
})
