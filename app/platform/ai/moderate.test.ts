import { expect, it } from 'vitest'
import { createLog } from '../log.server'
import { moderate } from './moderate'

const lines: string[] = []
const log = createLog({}, 'info', (line) => lines.push(line))

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
  expect(await moderate(env, 'A question', { log, fetch: ask })).toBe('fine')
  const [[url, init] = []] = sent
  expect(url).toBe(env.AI_MODERATION_URL)
  expect(init).toMatchObject({ method: 'POST', redirect: 'manual' })
  expect(new Headers(init?.headers).get('authorization')).toBe('Bearer a-key')
  expect(JSON.parse(String(init?.body))).toEqual({ model: 'a-model', input: 'A question' })
})

it('finds harmful what any of the results says', async () => {
  const fetch = saying({ results: [{ flagged: false }, { flagged: true, categories: {} }] })
  expect(await moderate(env, 'A question', { log, fetch })).toBe('harmful')
})

it.each([
  ['refuses', saying({}, 401)],
  ['is overloaded', saying({}, 529)],
  ['leads elsewhere', saying({}, 302)],
  ['says something else', saying({ results: [] })],
  ['says no JSON', (async () => new Response('<html>')) as typeof fetch],
  ['is away', (() => Promise.reject(new TypeError('away'))) as typeof fetch],
])('could not look where the provider %s', async (_, fetch) => {
  expect(await moderate(env, 'A question', { log, fetch })).toBe('unchecked')
})

/** One that never answers, and is given up as `fetch` is. */
const hanging = ((_url, init) =>
  new Promise((_, reject) => {
    const { signal } = init ?? {}
    const giveUp = () => reject(signal?.reason)
    if (signal?.aborted) giveUp()
    signal?.addEventListener('abort', giveUp)
  })) as typeof fetch

it('waits no longer than it may', async () => {
  expect(await moderate(env, 'A question', { log, fetch: hanging, withinMs: 5 })).toBe('unchecked')
})

it.each([
  ['before it began', () => AbortSignal.abort()],
  ['while it waits', () => AbortSignal.timeout(5)],
])('waits no longer than anybody wants it, given up %s', async (_, given) => {
  const noLimit = { withinMs: 2 ** 31 - 1 }
  const signal = given()
  expect(await moderate(env, 'A question', { log, fetch: hanging, signal, ...noLimit })).toBe(
    'unchecked',
  )
})

it('says why it could not look, and nothing of the text', async () => {
  lines.length = 0
  await moderate(env, 'A question', { log, fetch: saying({}, 401) })
  await moderate(env, 'A question', { log, fetch: hanging, withinMs: 5 })
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { event: 'moderation.refused', status: 401 },
    { event: 'moderation.failed', error: 'TimeoutError' },
  ])
  expect(lines.join()).not.toContain('A question')
})

it('looks at nothing where nobody is named', async () => {
  expect(await moderate({}, 'A question', { log, fetch: saying({}) })).toBe('unchecked')
})
