import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSecrets, type Secrets } from '../postgres/secrets.ts'
import { openSigningKey, type SigningKey, signingJwk } from './signing-key.ts'

let folder: string
let secrets: Secrets
let key: SigningKey
const now = new Date('2026-01-01T00:00:00Z')
const seconds = (date: Date) => date.getTime() / 1000

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aigym-key-'))
  secrets = openSecrets(join(folder, 'secrets.json'))
  key = await openSigningKey(signingJwk(secrets))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the key stays the same from one start to the next', () => {
  expect(signingJwk(secrets)).toEqual(signingJwk(openSecrets(join(folder, 'secrets.json'))))
  expect(signingJwk(secrets)).toMatchObject({ alg: 'ES256', key_ops: ['sign', 'verify'] })
})

test('what is published has no private part', () => {
  expect(key.jwks.keys).toHaveLength(1)
  expect(key.jwks.keys[0]).not.toHaveProperty('d')
  expect(key.jwks.keys[0]?.key_ops).toEqual(['verify'])
})

test('a token is good until it expires', async () => {
  const token = await key.sign({ sub: 'ada', exp: seconds(now) + 60 })
  expect(await key.verify(token, now)).toMatchObject({ sub: 'ada' })
  await expect(key.verify(token, new Date(now.getTime() + 61_000))).rejects.toMatchObject({
    status: 403,
    code: 'bad_jwt',
    message: expect.stringMatching(/token is expired$/),
  })
})

test('a token by another algorithm or key is refused', async () => {
  const shared = await new SignJWT({ sub: 'ada' })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(JSON.stringify(key.jwks.keys[0])))
  const other = await openSigningKey(signingJwk(openSecrets(join(folder, 'other.json'))))
  const stranger = await other.sign({ sub: 'ada' })
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`
  for (const token of [shared, stranger, unsigned, '', 'a.b.c']) {
    await expect(key.verify(token, now)).rejects.toMatchObject({ code: 'bad_jwt' })
  }
})
