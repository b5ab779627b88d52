import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWTPayload, SignJWT } from 'jose'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createVerifier } from './verify.server'

const issuer = 'https://auth.test/auth/v1'
const sub = '018f0000-0000-7000-8000-000000000001'
const session_id = '018f0000-0000-7000-8000-000000000002'

type Pair = Awaited<ReturnType<typeof generateKeyPair>>
let ours: Pair
let foreign: Pair
let keys: JSONWebKeySet

beforeAll(async () => {
  ours = await generateKeyPair('ES256', { extractable: true })
  foreign = await generateKeyPair('ES256', { extractable: true })
  keys = { keys: [{ ...(await exportJWK(ours.publicKey)), kid: 'one', alg: 'ES256' }] }
})

const sound = { sub, session_id, role: 'authenticated', aal: 'aal1', email: 'a@b.test' }

interface Making {
  payload?: JWTPayload
  pair?: Pair
  kid?: string
  iss?: string
  aud?: string
  exp?: string | number
}

function makeToken({
  payload = sound,
  pair = ours,
  kid = 'one',
  iss = issuer,
  ...rest
}: Making = {}) {
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'ES256', kid })
    .setIssuer(iss)
    .setAudience(rest.aud ?? 'authenticated')
    .setIssuedAt()
    .setExpirationTime(rest.exp ?? '1h')
    .sign(pair.privateKey)
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function verifier(fetchKeys = async () => keys) {
  return createVerifier({ issuer, fetchKeys })
}

describe('a token', () => {
  it('that is ours says who asks', async () => {
    const amr = [{ method: 'password', timestamp: 1_700_000_000 }]
    const claims = await verifier()(await makeToken({ payload: { ...sound, amr } }))
    expect(claims).toMatchObject({ ...sound, amr })
  })

  const lame: [string, () => Promise<string>][] = [
    ['without sub', () => makeToken({ payload: { ...sound, sub: undefined } as JWTPayload })],
    ['with a sub that is no uuid', () => makeToken({ payload: { ...sound, sub: 'me' } })],
    [
      'without a session',
      () => makeToken({ payload: { ...sound, session_id: undefined } as JWTPayload }),
    ],
    ['of another role', () => makeToken({ payload: { ...sound, role: 'service_role' } })],
    ['with a wrong signature', () => makeToken({ pair: foreign })],
    ['of another issuer', () => makeToken({ iss: 'https://other.test/auth/v1' })],
    ['for another audience', () => makeToken({ aud: 'somebody' })],
    ['that has expired', () => makeToken({ exp: Math.floor(Date.now() / 1000) - 5 })],
    ['that is no token', async () => 'nonsense'],
    [
      'with alg none',
      async () =>
        `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url({ ...sound, iss: issuer, aud: 'authenticated', exp: Date.now() })}.`,
    ],
    [
      'signed with the public key as a secret',
      async () =>
        new SignJWT(sound)
          .setProtectedHeader({ alg: 'HS256', kid: 'one' })
          .setIssuer(issuer)
          .setAudience('authenticated')
          .setExpirationTime('1h')
          .sign(new TextEncoder().encode(JSON.stringify(keys.keys[0]))),
    ],
  ]
  it.each(lame)('%s is worth nothing', async (_, make) => {
    expect(await verifier()(await make())).toBe('invalid')
  })
})

describe('a token that was right', () => {
  const keyVerify = () => vi.spyOn(crypto.subtle, 'verify')

  it('is not checked by its key again, until it ends', async () => {
    let now = Date.now()
    const verify = createVerifier({ issuer, fetchKeys: async () => keys, now: () => now })
    const token = await makeToken({ exp: Math.floor(now / 1000) + 60 })
    await verify(token)
    const asked = keyVerify()
    expect(await verify(token)).toMatchObject({ sub })
    expect(asked).not.toHaveBeenCalled()
    now += 61_000
    expect(await verify(token)).toBe('invalid')
    asked.mockRestore()
  })

  it('makes no other one right: not of the same words with another signature', async () => {
    const verify = verifier()
    const token = await makeToken()
    expect(await verify(token)).toMatchObject({ sub })
    const other = (await makeToken({ pair: foreign })).split('.')[2]
    expect(await verify(`${token.slice(0, token.lastIndexOf('.'))}.${other}`)).toBe('invalid')
  })

  it('is worth nothing once its key was withdrawn', async () => {
    let now = Date.now()
    const fetchKeys = vi.fn(async () => keys)
    const verify = createVerifier({ issuer, fetchKeys, now: () => now })
    const token = await makeToken()
    expect(await verify(token)).toMatchObject({ sub })
    now += 31_000
    fetchKeys.mockResolvedValue({
      keys: [{ ...(await exportJWK(foreign.publicKey)), kid: 'two', alg: 'ES256' }],
    })
    await verify(await makeToken({ pair: foreign, kid: 'two' }))
    expect(await verify(token)).toBe('invalid')
  })

  it('is forgotten when many others came after it', async () => {
    const verify = verifier()
    const first = await makeToken()
    await verify(first)
    for (let nth = 0; nth < 500; nth += 1) await verify(await makeToken({ exp: `${nth + 10}s` }))
    const asked = keyVerify()
    expect(await verify(first)).toMatchObject({ sub })
    expect(asked).toHaveBeenCalledTimes(1)
    asked.mockRestore()
  })
})

describe('the key set', () => {
  it('is asked for once and kept', async () => {
    const fetchKeys = vi.fn(async () => keys)
    const verify = verifier(fetchKeys)
    await verify(await makeToken())
    await verify(await makeToken())
    expect(fetchKeys).toHaveBeenCalledTimes(1)
  })

  it('is asked for again for an unknown key, but seldom', async () => {
    let now = Date.now()
    const rotated = {
      keys: [{ ...(await exportJWK(foreign.publicKey)), kid: 'two', alg: 'ES256' }],
    }
    const fetchKeys = vi.fn(async () => keys)
    const verify = createVerifier({ issuer, fetchKeys, now: () => now })
    await verify(await makeToken())
    const token = await makeToken({ pair: foreign, kid: 'two' })
    expect(await verify(token)).toBe('invalid')
    expect(fetchKeys).toHaveBeenCalledTimes(1)
    now += 31_000
    fetchKeys.mockResolvedValue(rotated)
    expect(await verify(token)).toMatchObject({ sub })
    expect(fetchKeys).toHaveBeenCalledTimes(2)
  })

  it('that can not be had is told apart from a bad token', async () => {
    const verify = verifier(async () => {
      throw new Error('down')
    })
    expect(await verify(await makeToken())).toBe('unavailable')
  })
})
