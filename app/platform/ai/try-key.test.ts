import { expect, it } from 'vitest'
import { keyOffers } from './key-offers'
import { tryKey } from './try-key'

const KEY = 'sk-0123456789abcdef'

it.each([
  ['openai', '', 'https://api.openai.com/v1/models', 'authorization', `Bearer ${KEY}`],
  ['anthropic', '', 'https://api.anthropic.com/v1/models', 'x-api-key', KEY],
  [
    'openai-compatible',
    'https://x.test/v1/',
    'https://x.test/v1/models',
    'authorization',
    `Bearer ${KEY}`,
  ],
] as const)('asks %s at its address %s', async (provider, address, at, header, value) => {
  let [asked, sent] = ['', '']
  const fetch = async (url: RequestInfo | URL, init?: RequestInit) => {
    asked = String(url)
    sent = new Headers(init?.headers).get(header) ?? ''
    expect(init?.redirect).toBe('manual')
    return new Response('{}')
  }
  expect(await tryKey({ provider, address }, KEY, { fetch })).toBe('works')
  expect([asked, sent]).toEqual([at, value])
})

it.each([
  [401, 'refused'],
  [403, 'refused'],
  [404, 'strange'],
  [429, 'limited'],
  [500, 'strange'],
] as const)('names what an answer of %i means', async (status, outcome) => {
  const fetch = async () => new Response(KEY, { status })
  expect(await tryKey({ provider: 'openai', address: '' }, KEY, { fetch })).toBe(outcome)
})

it('waits no longer than it may, and says when nobody is there', async () => {
  const never: typeof fetch = (_url, init) =>
    new Promise((_, reject) =>
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
    )
  const place = { provider: 'openai', address: '' } as const
  expect(await tryKey(place, KEY, { fetch: never, withinMs: 1 })).toBe('slow')
  const gone = () => Promise.reject(new TypeError(KEY))
  expect(await tryKey(place, KEY, { fetch: gone })).toBe('unreachable')
})

it('lets keys be set for providers at their own address, and for those that the environment names', () => {
  const own = [
    { provider: 'openai', address: '' },
    { provider: 'anthropic', address: '' },
  ]
  expect(keyOffers({})).toEqual(own)
  expect(keyOffers({ AI_PROVIDER: 'local', AI_BASE_URL: 'http://127.0.0.1:1/v1' })).toEqual(own)
  expect(
    keyOffers({
      AI_PROVIDER: 'openai-compatible',
      AI_BASE_URL: 'https://x.test/v1',
      AI_FALLBACKS: [
        { provider: 'anthropic', model: 'm' },
        { provider: 'openai', model: 'm', baseUrl: 'https://proxy.test/v1' },
        { provider: 'openai-compatible', model: 'n', baseUrl: 'https://x.test/v1' },
      ],
    }),
  ).toEqual([
    ...own,
    { provider: 'openai-compatible', address: 'https://x.test/v1' },
    { provider: 'openai', address: 'https://proxy.test/v1' },
  ])
})
