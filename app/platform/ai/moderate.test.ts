import { expect, it } from 'vitest'
import { moderate } from './moderate'

const env = {
  AI_MODERATION_URL: 'https://provider.test/v1/moderations',
  AI_MODERATION_KEY: 'a-key',
  AI_MODERATION_MODEL: 'a-model',
}

const saying = (body: unknown, status = 200) =>
  (async () => new Response(JSON.stringify(body), { status })) as typeof fetch

it('sends the text, the model and the key, and follows nowhere', async () => {
  const sent: [unknown, RequestInit | undefined][] = []
  const ask = (async (url, init) => {
    sent.push([url, init])
    return new Response(JSON.stringify({ results: [{ flagged: false }] }))
  }) as typeof fetch
  expect(await moderate(env, 'A question', { fetch: ask })).toBe('fine')
  const [[url, init] = []] = sent
  expect(url).toBe(env.AI_MODERATION_URL)
  expect(init).toMatchObject({ method: 'POST', redirect: 'manual' })
  expect(new Headers(init?.headers).get('authorization')).toBe('Bearer a-key')
  expect(JSON.parse(String(init?.body))).toEqual({ model: 'a-model', input: 'A question' })
})

it('finds harmful what any of the results says', async () => {
  const fetch = saying({ results: [{ flagged: false }, { flagged: true, categories: {} }] })
  expect(await moderate(env, 'A question', { fetch })).toBe('harmful')
})

it.each([
  ['refuses', saying({}, 401)],
  ['is overloaded', saying({}, 529)],
  ['leads elsewhere', saying({}, 302)],
  ['says something else', saying({ results: [] })],
  ['says no JSON', (async () => new Response('<html>')) as typeof fetch],
  ['is away', (() => Promise.reject(new TypeError('away'))) as typeof fetch],
])('could not look where the provider %s', async (_, fetch) => {
  expect(await moderate(env, 'A question', { fetch })).toBe('unchecked')
})

it('waits no longer than it may, and no longer than anybody wants it', async () => {
  const hanging = ((_url, init) =>
    new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
    })) as typeof fetch
  expect(await moderate(env, 'A question', { fetch: hanging, withinMs: 5 })).toBe('unchecked')
  const left = AbortSignal.abort()
  expect(await moderate(env, 'A question', { fetch: hanging, signal: left, withinMs: 5 })).toBe(
    'unchecked',
  )
})

it('looks at nothing where nobody is named', async () => {
  expect(await moderate({}, 'A question', { fetch: saying({}) })).toBe('unchecked')
})
