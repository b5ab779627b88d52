import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import type { Env } from '~/platform/env.server'
import { openSigner } from '~/platform/signing.server'
import { openHeadStore } from './head-store.server'

const head = { body: '{"hash":"aa"}', keyId: 'k', signature: 's' }

it('tells a webhook of each head, with its token, and says when it was not taken', async () => {
  const told: { authorization: string | undefined; body: string }[] = []
  let status = 204
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      told.push({ authorization: request.headers.authorization, body })
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    const env = { AUDIT_HEADS_URL: `http://127.0.0.1:${port}/heads`, AUDIT_HEADS_TOKEN: 'token' }
    const store = openHeadStore(env as unknown as Env)
    await store?.lay('c', 7, 'aa', head)
    expect(told[0]?.authorization).toBe('Bearer token')
    expect(JSON.parse(told[0]?.body ?? '')).toEqual({
      name: 'audit-heads/c/000000000000007.json',
      ...head,
    })
    status = 500
    await expect(store?.lay('c', 8, 'aa', head)).rejects.toThrow('answered 500')
  } finally {
    server.close()
  }
})

it('is none where the environment names no place', () => {
  expect(openHeadStore({} as Env)).toBeNull()
})

it('signs with no key that is none, and tells nothing of it', async () => {
  for (const text of ['secret', '{"kty":"OKP"}', '{"kty":"RSA","d":"secret"}']) {
    await expect(openSigner(text, 'AUDIT_SIGNING_KEY')).rejects.toThrow(
      /^AUDIT_SIGNING_KEY is no Ed25519 key pair/,
    )
  }
})
