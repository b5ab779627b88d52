import { createChunks } from '@supabase/ssr'
import { describe, expect, it } from 'vitest'
import { CookieJar } from './cookie-jar.server'
import { readFreshToken } from './fresh-token.server'

const name = 'sb-project-auth-token'
const now = Date.UTC(2026, 0, 1)
const session = (secondsLeft: number, more: object = {}) =>
  JSON.stringify({ access_token: 'a.b.c', expires_at: now / 1000 + secondsLeft, ...more })
const base64 = (text: string) => `base64-${Buffer.from(text).toString('base64url')}`

function read(value: string) {
  const cookies = createChunks(name, value)
  const header = cookies.map((each) => `${each.name}=${encodeURIComponent(each.value)}`).join('; ')
  return readFreshToken(new CookieJar(header), name, now)
}

describe('the token of a session that need not be refreshed', () => {
  it('is read as it was written, plain or as base64', async () => {
    expect(await read(session(3600))).toBe('a.b.c')
    expect(await read(base64(session(3600)))).toBe('a.b.c')
  })

  it('is put together from chunks, whatever letters are in them', async () => {
    const long = session(3600, { user: { name: 'Zoë 🦉'.repeat(900) } })
    expect(createChunks(name, base64(long)).length).toBeGreaterThan(2)
    expect(await read(base64(long))).toBe('a.b.c')
  })

  it.each([
    ['ends soon', session(89)],
    ['is over', session(-1)],
    ['has no end', JSON.stringify({ access_token: 'a.b.c' })],
    ['has no token', JSON.stringify({ expires_at: now })],
    ['is cut', base64(session(3600)).slice(0, 30)],
    ['is not JSON', 'base64-!!!'],
    ['is null', base64('null')],
  ])('is left to the client of Auth where the session %s', async (_what, value) => {
    expect(await read(value)).toBeUndefined()
  })
})
