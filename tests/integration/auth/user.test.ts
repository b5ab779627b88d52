import { expect, test } from 'vitest'
import { describeAuth, newAddress, password } from './suite.ts'

describeAuth('the account', {}, (auth) => {
  test('reads as the client expects', async () => {
    const { client, email, id } = await auth().member()
    const { data, error } = await client.auth.getUser()
    expect(error).toBeNull()
    expect(data.user).toMatchObject({
      id,
      email,
      phone: '',
      role: 'authenticated',
      is_anonymous: false,
      identities: [{ provider: 'email', identity_data: { email, sub: id, email_verified: true } }],
    })
    expect(Date.parse(data.user?.created_at ?? '')).not.toBeNaN()
    expect(Date.parse(data.user?.last_sign_in_at ?? '')).not.toBeNaN()
    expect(Object.keys(data.user ?? {})).not.toContain('encrypted_password')
  })

  test('keeps metadata, and drops what is set to null', async () => {
    const { client } = await auth().member()
    await client.auth.updateUser({ data: { a: 1, b: { c: true } } })
    const { data, error } = await client.auth.updateUser({ data: { a: null, d: 'x' } })
    expect(error).toBeNull()
    expect(data.user?.user_metadata).toMatchObject({ b: { c: true }, d: 'x' })
    expect(data.user?.user_metadata).not.toHaveProperty('a')
    const refreshed = await client.auth.refreshSession()
    expect(refreshed.data.user?.user_metadata.d).toBe('x')
  })

  test('takes a new password and ends the other sessions', async () => {
    const { client, email } = await auth().member()
    const other = auth().client()
    await other.auth.signInWithPassword({ email, password })
    const { error } = await client.auth.updateUser({ password: 'another-password' })
    expect(error).toBeNull()
    expect((await client.auth.getUser()).error).toBeNull()
    expect((await other.auth.getUser()).error?.name).toBe('AuthSessionMissingError')
    const old = await other.auth.signInWithPassword({ email, password })
    expect(old.error?.code).toBe('invalid_credentials')
    const renewed = await other.auth.signInWithPassword({ email, password: 'another-password' })
    expect(renewed.error).toBeNull()
  })

  test('a new password makes mailed links worthless', async () => {
    const { client, email } = await auth().member()
    await client.auth.resetPasswordForEmail(email)
    const { tokenHash } = await auth().nextMail(email)
    await client.auth.updateUser({ password: 'another-password' })
    const late = await auth().client().auth.verifyOtp({ token_hash: tokenHash, type: 'recovery' })
    expect(late.error?.code).toBe('otp_expired')
  })

  test('refuses the same password, and a weak one', async () => {
    const { client } = await auth().member()
    const same = await client.auth.updateUser({ password })
    expect(same.error).toMatchObject({
      status: 422,
      code: 'same_password',
      message: 'New password should be different from the old password.',
    })
    const weak = await client.auth.updateUser({ password: 'abc' })
    expect(weak.error).toMatchObject({ code: 'weak_password', reasons: ['length'] })
    const long = await client.auth.updateUser({ password: 'x'.repeat(73) })
    expect(long.error).toMatchObject({ status: 400, code: 'validation_failed' })
  })

  test('changes its address when both addresses agree', async () => {
    const { client, email, id } = await auth().member()
    const next = newAddress()
    const asked = await client.auth.updateUser({ email: next })
    expect(asked.error).toBeNull()
    expect(asked.data.user).toMatchObject({ email, new_email: next })

    const atOld = await auth().nextMail(email)
    const atNew = await auth().nextMail(next)
    expect([atOld.type, atNew.type]).toEqual(['email_change', 'email_change'])
    const half = await auth().call('POST', '/verify', {
      body: { type: 'email_change', token_hash: atOld.tokenHash },
    })
    expect(half.status).toBe(200)
    expect(half.json).toEqual({
      msg: 'Confirmation link accepted. Please proceed to confirm link sent to the other email',
      code: '200',
    })
    expect((await client.auth.getUser()).data.user?.email).toBe(email)

    const whole = await auth()
      .client()
      .auth.verifyOtp({ email: next, token: atNew.code, type: 'email_change' })
    expect(whole.error).toBeNull()
    expect(whole.data.user).toMatchObject({ id, email: next })
    expect(whole.data.user?.new_email).toBeUndefined()
    expect(whole.data.user?.identities?.[0]?.identity_data?.email).toBe(next)
    const signedIn = await auth().client().auth.signInWithPassword({ email: next, password })
    expect(signedIn.data.user?.id).toBe(id)
  })

  test('may have the change mailed again', async () => {
    const { client } = await auth().member()
    const next = newAddress()
    const { data } = await client.auth.getUser()
    await client.auth.updateUser({ email: next })
    await auth().nextMail(next)
    const again = await client.auth.resend({ type: 'email_change', email: data.user?.email ?? '' })
    expect(again.error).toBeNull()
    expect((await auth().nextMail(next)).type).toBe('email_change')
  })

  test('cannot take an address that is taken', async () => {
    const { client } = await auth().member()
    const other = await auth().member()
    const { error } = await client.auth.updateUser({ email: other.email.toUpperCase() })
    expect(error).toMatchObject({
      status: 422,
      code: 'email_exists',
      message: 'A user with this email address has already been registered',
    })
  })

  test('its own address is no change', async () => {
    const { client, email } = await auth().member()
    const mails = auth().countMails(email)
    const { data, error } = await client.auth.updateUser({ email })
    expect(error).toBeNull()
    expect(data.user?.new_email).toBeUndefined()
    expect(auth().countMails(email)).toBe(mails)
  })

  test('a removed account is nobody', async () => {
    const { client, id } = await auth().member()
    await auth().sql('delete from auth.users where id = $1', [id])
    const { error } = await client.auth.getUser()
    expect(error).toMatchObject({ status: 403, code: 'user_not_found' })
  })

  test('what happened is written down', async () => {
    const { client, id } = await auth().member()
    await client.auth.updateUser({ password: 'another-password' })
    await client.auth.refreshSession()
    await client.auth.signOut()
    const rows = await auth().sql<{ action: string }>(
      `select payload ->> 'action' as action from auth.audit_log_entries
       where payload ->> 'actor_id' = $1`,
      [id],
    )
    expect(rows.map((row) => row.action).sort()).toEqual([
      'logout',
      'token_refreshed',
      'token_revoked',
      'user_confirmation_requested',
      'user_modified',
      'user_signedup',
      'user_updated_password',
    ])
  })

  test('says that it is there, and which ways in there are', async () => {
    const health = await auth().call('GET', '/health')
    expect(health.json).toMatchObject({ name: 'GoTrue' })
    const settings = await auth().call('GET', '/settings')
    expect(settings.json).toMatchObject({
      external: { email: true, phone: false, anonymous_users: false },
      mailer_autoconfirm: false,
      disable_signup: false,
    })
    expect((await auth().call('GET', '/nowhere')).status).toBe(404)
    expect((await auth().call('DELETE', '/signup')).status).toBe(405)
  })
})
