import { expect, test } from 'vitest'
import { describeAuth, password } from './suite.ts'

const accounts = ['super', 'coach', 'member', 'rival-coach', 'rival'].map(
  (name) => `${name}@aigym.test`,
)

// The migrations hang triggers on the server's tables, and the seed writes rows into them: both
// servers must go on working with what they find there.
describeAuth('migrated and seeded', { content: 'seeded' }, (auth) => {
  test.each(accounts)('%s signs in', async (email) => {
    const client = auth().client()
    const { data, error } = await client.auth.signInWithPassword({ email, password })
    expect(error).toBeNull()
    expect(data.user?.email).toBe(email)
    expect(data.user?.identities).toMatchObject([{ provider: 'email' }])
    expect((await client.auth.refreshSession()).error).toBeNull()
    expect((await client.auth.getUser()).data.user?.email).toBe(email)
  })

  test('a demo account can be recovered, and changes its metadata', async () => {
    const email = 'member@aigym.test'
    const client = auth().client()
    expect((await client.auth.resetPasswordForEmail(email)).error).toBeNull()
    const { tokenHash } = await auth().nextMail(email)
    const { error } = await client.auth.verifyOtp({ token_hash: tokenHash, type: 'recovery' })
    expect(error).toBeNull()
    expect((await client.auth.updateUser({ data: { theme: 'dark' } })).error).toBeNull()
  })

  test('a new account gets its profile', async () => {
    const { id } = await auth().member()
    const rows = await auth().sql('select id from public.profiles where id = $1', [id])
    expect(rows).toEqual([{ id }])
  })
})
