import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  type Script,
  type ScriptedProvider,
  startScriptedProvider,
} from '../../../tests/fixtures/scripted-provider'
import type { AppError } from '../errors'
import { createModel } from './create-model'

// What a provider may send that it should not. Whatever came in whole letters is kept, in order, and
// the answer ends in one way that a person is told of.
let provider: ScriptedProvider
beforeAll(async () => {
  provider = await startScriptedProvider()
})
afterAll(() => provider.stop())

async function answerOf(script: Script): Promise<{ text: string; parts: number; code?: string }> {
  provider.next(script)
  const model = createModel({
    AI_PROVIDER: 'openai-compatible',
    AI_MODEL: 'strange',
    AI_BASE_URL: provider.baseUrl,
    AI_FIRST_WORD_MS: 2_000,
    AI_IDLE_MS: 2_000,
    AI_TOTAL_MS: 60_000,
  })
  let [text, parts] = ['', 0]
  const asked = { agentName: 'Ada', instructions: '', history: [] }
  try {
    for await (const part of model.stream(asked, new AbortController().signal)) {
      if (part.type !== 'text') continue
      text += part.text
      parts += 1
    }
    return { text, parts }
  } catch (error) {
    return { text, parts, code: (error as AppError).code }
  }
}

const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`
const delta = (content: string) => event({ choices: [{ index: 0, delta: { content } }] })
const ended = (reason: string) =>
  event({ choices: [{ index: 0, delta: {}, finish_reason: reason }] })
const bytes = (text: string) => new TextEncoder().encode(text)

it('keeps every word that came before the connection broke, however many at once', async () => {
  const words = Array.from({ length: 500 }, (_, at) => `w${at} `)
  const { text, code } = await answerOf(async (answer) => {
    await answer.raw(words.map(delta).join(''))
    answer.cut()
  })
  expect(text).toBe(words.join(''))
  expect(code).toBe('ai.cut-off')
})

it('sends half a letter, and the other half later', async () => {
  const whole = bytes(delta('é一🏋️') + ended('stop'))
  const { text, code } = await answerOf(async (answer) => {
    for (const byte of whole) await answer.raw(new Uint8Array([byte]))
    await answer.close()
  })
  expect(text).toBe('é一🏋️')
  expect(code).toBeUndefined()
})

it('sends half a letter and nothing more', async () => {
  const { text, code } = await answerOf(async (answer) => {
    const half = bytes(delta('one') + delta('🏋'))
    await answer.raw(half.slice(0, half.indexOf(0xf0) + 2))
    await answer.close()
  })
  expect(text).toBe('one')
  expect(code).toBe('ai.cut-off')
})

it('sends bytes that are no letter at all', async () => {
  const { text, code } = await answerOf(async (answer) => {
    const broken = bytes(`${delta('one ?')}${ended('stop')}`)
    broken[broken.indexOf(0x3f)] = 0xff
    await answer.raw(broken)
    await answer.close()
  })
  expect(text).toBe('one \ufffd')
  expect(code).toBeUndefined()
})

it('sends a megabyte in one chunk', async () => {
  const long = 'word '.repeat(200_000)
  const { text, code } = await answerOf(async (answer) => {
    await answer.raw(delta(long) + ended('stop'))
    await answer.close()
  })
  expect(text.length).toBe(1_000_000)
  expect(text === long).toBe(true)
  expect(code).toBeUndefined()
})

it('sends 100,000 chunks of a byte', async () => {
  const long = 'x'.repeat(100_000)
  const { text, code } = await answerOf(async (answer) => {
    const one = delta('x')
    for (let sent = 0; sent < 100_000; sent += 500) await answer.raw(one.repeat(500))
    await answer.raw(ended('stop'))
    await answer.close()
  })
  expect(text === long).toBe(true)
  expect(code).toBeUndefined()
}, 90_000)

it('sends an error after it said that it was done: kept, and to be asked again', async () => {
  const { text, code } = await answerOf(async (answer) => {
    await answer.raw(delta('All of it.') + ended('stop') + event({ error: { message: 'late' } }))
    await answer.close()
  })
  expect(text).toBe('All of it.')
  expect(code).toBe('ai.cut-off')
})

it('breaks the connection after it said that it was done: kept, and to be asked again', async () => {
  const { text, code } = await answerOf(async (answer) => {
    await answer.raw(delta('All of it.') + ended('stop'))
    answer.cut()
  })
  expect(text).toBe('All of it.')
  expect(code).toBe('ai.cut-off')
})

const malformed: [string, string][] = [
  ['that is no JSON', 'data: {"choices":[{"delta":\n\n'],
  ['of another kind', event({ hello: 'world' })],
  ['with words that are none', event({ choices: [{ index: 0, delta: { content: 7 } }] })],
  ['that is null', 'data: null\n\n'],
]
it.each(malformed)('sends an event %s', async (_what, strange) => {
  const { text, code } = await answerOf(async (answer) => {
    await answer.raw(delta('one ') + strange + delta('two') + ended('stop'))
    await answer.close()
  })
  expect(text).toMatch(/^one /)
  expect(['ai.cut-off', undefined]).toContain(code)
  if (code === undefined) expect(text).toBe('one two')
})

it('sends lines that are no events', async () => {
  const { text, code } = await answerOf(async (answer) => {
    const noise = ': comment\n\nevent: ping\n\nretry: 1\n\nid: \0\n\n<html>\n\n'
    await answer.raw(noise + delta('one ') + noise + delta('two') + ended('stop'))
    await answer.close()
  })
  expect(text).toBe('one two')
  expect(code).toBeUndefined()
})

it('calls a tool that nobody asked for', async () => {
  const call = { index: 0, id: 'c', type: 'function', function: { name: 'rm', arguments: '{}' } }
  const toolCall = event({ choices: [{ index: 0, delta: { tool_calls: [call] } }] })
  const said = await answerOf(async (answer) => {
    await answer.raw(delta('I would. ') + toolCall + ended('tool_calls'))
    await answer.close()
  })
  expect(said).toMatchObject({ text: 'I would. ' })
  const silent = await answerOf(async (answer) => {
    await answer.raw(toolCall + ended('tool_calls'))
    await answer.close()
  })
  expect(silent).toMatchObject({ text: '', code: 'ai.cut-off' })
})

it('sends nothing at all', async () => {
  expect(await answerOf((answer) => answer.close())).toEqual({
    text: '',
    parts: 0,
    code: 'ai.cut-off',
  })
})
