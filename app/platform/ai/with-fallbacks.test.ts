import { expect, it, vi } from 'vitest'
import { AppError } from '../errors'
import { CircuitBreaker } from './circuit-breaker'
import { modelFailure } from './failures'
import type { Model, ModelFailure, ModelPart } from './model'
import { restingModels, withFallbacks } from './with-fallbacks'

/** What a model does when it is asked: the texts it says, and what it breaks with after them. */
interface Try {
  says?: string[]
  breaks?: ModelFailure
  retryAfter?: number
}

const end: ModelPart = { type: 'end', reason: 'stop', usage: { inputTokens: 1, outputTokens: 1 } }

/** A model that does one thing after another, the last for ever. */
function model(name: string, ...tries: Try[]) {
  const asked = vi.fn(async function* (): AsyncGenerator<ModelPart> {
    const { says = [], breaks, retryAfter } = (tries.length > 1 ? tries.shift() : tries[0]) ?? {}
    for (const text of says) yield { type: 'text', text }
    if (breaks) throw modelFailure(breaks, 'test', retryAfter === undefined ? {} : { retryAfter })
    yield end
  })
  const label = `${name} (test)`
  const made: Model = { label, name, provider: 'openai', practicePartner: false, stream: asked }
  return { ...made, asked }
}

let clock = 1_000
const pauses: number[] = []
const settings = () => ({
  breaker: new CircuitBreaker(() => clock),
  now: () => clock,
  sleep: async (ms: number) => void pauses.push(ms),
  random: () => 0.5,
})

async function read(asked: Model, signal = new AbortController().signal) {
  const parts: ModelPart[] = []
  try {
    const request = { agentName: '', instructions: '', history: [] }
    for await (const part of asked.stream(request, signal)) parts.push(part)
    return { parts }
  } catch (error) {
    return { parts, failure: error instanceof AppError ? error.code : error }
  }
}

const told = (parts: ModelPart[]) =>
  parts.map((p) =>
    p.type === 'text' ? p.text : p.type === 'model' ? `[${p.by.label}: ${p.why}]` : '.',
  )

it.each([
  'ai.unreachable',
  'ai.slow',
  'ai.overloaded',
  'ai.refused',
  'ai.too-long',
  'ai.cut-off',
] as const)(
  'hands the question on where the first one ends with %s before a word, and says who answers',
  async (breaks) => {
    const first = model('first', { breaks })
    const second = model('second', { says: ['a', 'b'] })
    const { parts, failure } = await read(withFallbacks([first, second], settings()))
    expect(failure).toBeUndefined()
    expect(told(parts)).toEqual([
      `[second (test), in place of first (test): ${breaks}]`,
      ...['a', 'b', '.'],
    ])
    expect(first.asked).toHaveBeenCalledOnce()
  },
)

it('says nothing of itself while the first one answers, and asks nobody else', async () => {
  const second = model('second', { says: ['x'] })
  const { parts } = await read(withFallbacks([model('first', { says: ['a'] }), second], settings()))
  expect(told(parts)).toEqual(['a', '.'])
  expect(second.asked).not.toHaveBeenCalled()
})

it('never begins anew once a word was given', async () => {
  const second = model('second', { says: ['x'] })
  const first = model('first', { says: ['half '], breaks: 'ai.cut-off' })
  const { parts, failure } = await read(withFallbacks([first, second], settings()))
  expect([told(parts), failure]).toEqual([['half '], 'ai.cut-off'])
  expect(second.asked).not.toHaveBeenCalled()
})

it.each(['ai.limit', 'ai.blocked'] as const)(
  'takes %s for an answer: another model is not asked around it',
  async (breaks) => {
    const second = model('second', { says: ['x'] })
    expect(
      (await read(withFallbacks([model('first', { breaks }), second], settings()))).failure,
    ).toBe(breaks)
    expect(second.asked).not.toHaveBeenCalled()
  },
)

it('asks the last one again where it is overloaded, once and after a moment', async () => {
  pauses.length = 0
  const last = model('last', { breaks: 'ai.overloaded' }, { says: ['a'] })
  expect(told((await read(withFallbacks([last], settings()))).parts)).toEqual(['a', '.'])
  expect(pauses).toEqual([500])

  const never = model('never', { breaks: 'ai.overloaded' })
  expect((await read(withFallbacks([never], settings()))).failure).toBe('ai.overloaded')
  expect(never.asked).toHaveBeenCalledTimes(2)

  // One that says when to come back, or that may have begun, is not.
  for (const once of [
    { breaks: 'ai.overloaded', retryAfter: 30 } as const,
    { breaks: 'ai.unreachable' } as const,
    { breaks: 'ai.slow' } as const,
  ]) {
    const busy = model('busy', once)
    expect((await read(withFallbacks([busy], settings()))).failure).toBe(once.breaks)
    expect(busy.asked).toHaveBeenCalledOnce()
  }
})

it('leaves a model alone that failed three times, tries it once after its rest, and takes it back', async () => {
  const options = settings()
  const first = model('first', ...Array<Try>(4).fill({ breaks: 'ai.unreachable' }), { says: ['a'] })
  const second = model('second', { says: ['b'] })
  const both = withFallbacks([first, second], options)
  for (let nth = 0; nth < 5; nth += 1) await read(both)
  expect(first.asked).toHaveBeenCalledTimes(3)

  clock += 29_000
  await read(both)
  expect(first.asked).toHaveBeenCalledTimes(3)
  clock += 2_000
  // It still fails: its rest begins again.
  await read(both)
  await read(both)
  expect(first.asked).toHaveBeenCalledTimes(4)
  clock += 31_000
  expect(told((await read(both)).parts)).toEqual(['a', '.'])
  expect(told((await read(both)).parts)).toEqual(['a', '.'])
})

it('asks the last one even at its rest: an answer that may come is better than none', async () => {
  const options = settings()
  const only = withFallbacks(
    [model('only', ...Array<Try>(3).fill({ breaks: 'ai.unreachable' }), { says: ['a'] })],
    options,
  )
  for (let nth = 0; nth < 3; nth += 1) expect((await read(only)).failure).toBe('ai.unreachable')
  expect(told((await read(only)).parts)).toEqual(['a', '.'])
})

it('ends with what the last one ended with', async () => {
  const chain = [model('first', { breaks: 'ai.slow' }), model('last', { breaks: 'ai.refused' })]
  const { failure } = await read(withFallbacks([chain[0] as Model, chain[1] as Model], settings()))
  expect(failure).toBe('ai.refused')
})

it('hands nothing on when the person stopped it', async () => {
  const stop = new AbortController()
  const first: Model = {
    ...model('first'),
    // biome-ignore lint/correctness/useYield: it breaks before it says anything
    stream: async function* () {
      stop.abort(new Error('stopped'))
      throw modelFailure('ai.unreachable', 'test')
    },
  }
  const second = model('second', { says: ['x'] })
  await read(withFallbacks([first, second], settings()), stop.signal)
  expect(second.asked).not.toHaveBeenCalled()
})

it('tells which models rest, and asks them all the same with another key', async () => {
  const breaker = new CircuitBreaker(() => clock)
  const with_ = (key: string, ...tries: Try[]) => ({ ...model('one', ...tries), key })
  const broken = with_('bad', { breaks: 'ai.unreachable' })
  const sound = with_('good', { says: ['a'] })
  const other = model('other', { says: ['b'] })
  for (let failed = 0; failed < 3; failed += 1) {
    expect(restingModels(breaker)).toEqual([])
    await read(withFallbacks([broken, other], { ...settings(), breaker }))
  }
  expect(restingModels(breaker)).toEqual([{ provider: 'openai', name: 'one' }])
  await read(withFallbacks([broken, other], { ...settings(), breaker }))
  expect(broken.asked).toHaveBeenCalledTimes(3)
  const { parts } = await read(withFallbacks([sound, other], { ...settings(), breaker }))
  expect(told(parts)).toEqual(['a', '.'])
  clock += 30_000
  expect(restingModels(breaker)).toEqual([])
})
