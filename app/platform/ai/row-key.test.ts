import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { openSealer } from '../sealing'
import { createModel } from './create-model'
import { type KeyPlace, type SealedKey, sealKey } from './key-place'
import type { ModelEnv } from './model-env'
import { rowKeys } from './row-key'

const sealer = openSealer(`k:${randomBytes(32).toString('base64')}`)
const sealed = async (id: string, text: string, place: KeyPlace): Promise<SealedKey> => ({
  id,
  ...place,
  ...(await sealKey(sealer, text, place)),
})

/** What a model of the environment is asked with. */
async function askedWith(env: ModelEnv, keys: SealedKey[]) {
  let sent = ''
  const fetch = async (_url: RequestInfo | URL, init?: RequestInit) => {
    sent = new Headers(init?.headers).get('authorization') ?? ''
    return new Response('', { status: 401 })
  }
  const model = createModel(env, { fetch, keys: rowKeys(sealer, keys) })
  const asked = {
    agentName: '',
    instructions: '',
    history: [{ author: 'person', text: 'a' }],
  } as const
  const stream = model.stream(asked, new AbortController().signal)[Symbol.asyncIterator]()
  const failure = await stream.next().then(
    () => null,
    (error: { code: string }) => error.code,
  )
  return { sent, key: model.key, failure }
}

const address = 'https://x.test/v1'
const env: ModelEnv = {
  AI_PROVIDER: 'openai-compatible',
  AI_MODEL: 'm',
  AI_BASE_URL: address,
  AI_API_KEY: 'environment',
}

it('is sent to the provider and address that it was set for, and nowhere else', async () => {
  const elsewhere = await sealed('1', 'elsewhere', {
    of: '',
    provider: 'openai-compatible',
    address: 'https://y.test/v1',
  })
  const another = await sealed('2', 'another', { of: '', provider: 'openai', address })
  expect(await askedWith(env, [elsewhere, another])).toMatchObject({ sent: 'Bearer environment' })
  const right = await sealed('3', 'right', { of: 'north', provider: 'openai-compatible', address })
  expect(await askedWith(env, [elsewhere, another, right])).toMatchObject({
    sent: 'Bearer right',
    key: '3',
  })
})

it('serves a model for which the environment has no key', async () => {
  const { AI_API_KEY, AI_BASE_URL, ...bare } = env
  const openai = await sealed('1', 'row', { of: '', provider: 'openai', address: '' })
  const without = await askedWith({ ...bare, AI_PROVIDER: 'openai' }, [])
  expect(without).toMatchObject({ sent: '', failure: 'ai.refused' })
  const withIt = await askedWith({ ...bare, AI_PROVIDER: 'openai' }, [openai])
  expect(withIt).toMatchObject({ sent: 'Bearer row', failure: 'ai.refused' })
})

it('moved to another place, or without its sealing key, asks nobody', async () => {
  const one = await sealed('1', 'row', { of: 'north', provider: 'openai-compatible', address })
  const moved = { ...one, of: 'south' }
  expect(await askedWith(env, [moved])).toMatchObject({ sent: '', failure: 'ai.refused' })
  expect(await askedWith(env, [{ ...one, sealedWith: 'gone' }])).toMatchObject({ sent: '' })
})
