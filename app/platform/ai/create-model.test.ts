import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  deadAddress,
  gate,
  type Script,
  type ScriptedProvider,
  saying,
  startScriptedProvider,
} from '../../../tests/fixtures/scripted-provider'
import { AppError } from '../errors'
import { createModel, modelComplaints } from './create-model'
import type { Model, ModelPart, ModelRequest } from './model'
import type { ModelEnv } from './model-env'

const key = 'sk-very-secret-key-123456'
const question = 'What is a good opening question?'
const request: ModelRequest = {
  agentName: 'Ada',
  instructions: 'You help people to ask.',
  history: [{ author: 'person', text: question }],
}

let provider: ScriptedProvider
beforeAll(async () => {
  provider = await startScriptedProvider()
})
afterAll(() => provider.stop())

function compatible(env: ModelEnv = {}): Model {
  return createModel({
    AI_PROVIDER: 'openai-compatible',
    AI_MODEL: 'test-model',
    AI_BASE_URL: provider.baseUrl,
    AI_API_KEY: key,
    AI_FIRST_WORD_MS: 2_000,
    AI_IDLE_MS: 2_000,
    AI_TOTAL_MS: 5_000,
    ...env,
  })
}

/** Reads an answer to its end: what came, and the error that ended it if one did. */
async function read(model: Model, signal = new AbortController().signal, asked = request) {
  const parts: ModelPart[] = []
  try {
    for await (const part of model.stream(asked, signal)) parts.push(part)
    return { parts, text: textOf(parts), error: undefined }
  } catch (error) {
    return { parts, text: textOf(parts), error: error as AppError }
  }
}

function textOf(parts: ModelPart[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
}

/** Everything of an error that a log could print, causes included. */
function printed(error: unknown): string {
  let text = ''
  for (let one = error; one instanceof Error; one = one.cause) {
    text += `${String(one)} ${one.stack} ${JSON.stringify(one)} ${JSON.stringify(Object.entries(one))}`
  }
  return text
}

describe('an OpenAI-compatible provider', () => {
  it('gives the pieces in order, then one end with the usage', async () => {
    provider.next(saying('One ', 'two ', '三 🏋️'))
    const { parts, error } = await read(compatible())
    expect(error).toBeUndefined()
    expect(parts).toEqual([
      { type: 'text', text: 'One ' },
      { type: 'text', text: 'two ' },
      { type: 'text', text: '三 🏋️' },
      { type: 'end', reason: 'stop', usage: { inputTokens: 7, outputTokens: 5 } },
    ])
  })

  it('sends instructions, turns, settings and the key', async () => {
    provider.next(saying('ok'))
    const before = provider.calls.length
    await read(compatible(), undefined, { ...request, temperature: 0.3, maxOutputTokens: 99 })
    const call = provider.calls[before]
    expect(call?.body).toMatchObject({
      model: 'test-model',
      stream: true,
      temperature: 0.3,
      max_tokens: 99,
      messages: [
        { role: 'system', content: 'You help people to ask.' },
        { role: 'user', content: question },
      ],
    })
    expect(call?.headers.authorization).toBe(`Bearer ${key}`)
  })

  it('gives each piece when it comes, not when the answer ends', async () => {
    const second = gate()
    provider.next(async (answer) => {
      await answer.say('first')
      await second.opened
      await answer.say(' second')
      await answer.finish()
    })
    const stream = compatible().stream(request, new AbortController().signal)
    const parts = stream[Symbol.asyncIterator]()
    expect((await parts.next()).value).toEqual({ type: 'text', text: 'first' })
    second.open()
    expect((await parts.next()).value).toEqual({ type: 'text', text: ' second' })
  })

  const failures: [string, Script, string, string, number | undefined][] = [
    ['refuses the key', (a) => a.fail(401), '', 'ai.refused', undefined],
    ['refuses the request', (a) => a.fail(400), '', 'ai.refused', undefined],
    [
      'says in words that the prompt is too long for it',
      (a) => a.fail(400, { message: 'This model’s maximum context length is 4096 tokens.' }),
      '',
      'ai.too-long',
      undefined,
    ],
    [
      'says so inside the stream, by its code',
      (a) => a.failInStream({ type: 'context_length_exceeded', message: 'no' }),
      '',
      'ai.too-long',
      undefined,
    ],
    [
      'says so in a shape of its own',
      (a) => a.fail(400, { body: { object: 'error', message: 'The prompt is too long.' } }),
      '',
      'ai.too-long',
      undefined,
    ],
    [
      'says so in a list of one',
      (a) => a.fail(400, { body: [{ error: { message: 'The input token count exceeds 8192.' } }] }),
      '',
      'ai.too-long',
      undefined,
    ],
    [
      'repeats what was asked, which speaks of a context',
      (a) =>
        a.fail(422, {
          body: { detail: [{ type: 'missing', input: 'What is a maximum context length?' }] },
        }),
      '',
      'ai.refused',
      undefined,
    ],
    ['takes no request so large', (a) => a.fail(413), '', 'ai.too-long', undefined],
    [
      'speaks of a context where its key is refused',
      (a) => a.fail(401, { message: 'context length exceeded' }),
      '',
      'ai.refused',
      undefined,
    ],
    ['knows no such model', (a) => a.fail(404), '', 'ai.refused', undefined],
    ['is over its limit', (a) => a.fail(429, { retryAfter: 17 }), '', 'ai.overloaded', 17],
    ['is overloaded', (a) => a.fail(503), '', 'ai.overloaded', undefined],
    ['is overloaded, in other words', (a) => a.fail(529), '', 'ai.overloaded', undefined],
    ['asks for an absurd wait', (a) => a.fail(429, { retryAfter: 1e9 }), '', 'ai.overloaded', 3600],
    ['breaks', (a) => a.fail(500), '', 'ai.unreachable', undefined],
    ['says a gateway timed out', (a) => a.fail(504), '', 'ai.slow', undefined],
    ['breaks the connection before a word', (a) => a.cut(), '', 'ai.unreachable', undefined],
    [
      'breaks the connection in the middle',
      async (a) => {
        await a.say('half ')
        a.cut()
      },
      'half ',
      'ai.cut-off',
      undefined,
    ],
    [
      'ends without saying that it is done',
      async (a) => {
        await a.say('half ')
        await a.endEarly()
      },
      'half ',
      'ai.cut-off',
      undefined,
    ],
    [
      'sends an error inside the stream',
      async (a) => {
        await a.say('half ')
        await a.failInStream({ message: 'boom' })
      },
      'half ',
      'ai.cut-off',
      undefined,
    ],
    [
      'is overloaded inside the stream',
      (a) => a.failInStream({ type: 'overloaded_error', message: 'later' }),
      '',
      'ai.overloaded',
      undefined,
    ],
    [
      'reaches the output limit',
      async (a) => {
        await a.say('long ')
        await a.finish('length')
      },
      'long ',
      'ai.limit',
      undefined,
    ],
    [
      'filters the answer',
      async (a) => {
        await a.say('well ')
        await a.finish('content_filter')
      },
      'well ',
      'ai.blocked',
      undefined,
    ],
    ['finishes without a word', (a) => a.finish(), '', 'ai.cut-off', undefined],
  ]
  it.each(failures)('%s', async (_name, script, text, code, retryAfter) => {
    provider.next(script)
    const calls = provider.calls.length
    // Asked once, never again, except where it said at once that it has not begun.
    const again = code === 'ai.overloaded' && retryAfter === undefined
    if (again) provider.next(script)
    const answer = await read(compatible())
    expect(answer.error).toBeInstanceOf(AppError)
    expect(answer.error?.code).toBe(code)
    expect(answer.error?.retryAfter).toBe(retryAfter)
    expect(answer.text).toBe(text)
    expect(provider.calls.length).toBe(calls + (again ? 2 : 1))
  })

  it('is not there', async () => {
    const { error } = await read(compatible({ AI_BASE_URL: await deadAddress() }))
    expect(error?.code).toBe('ai.unreachable')
  })

  it('does not begin in time', async () => {
    provider.next((answer) => answer.closed)
    const before = provider.calls.length
    const { error } = await read(compatible({ AI_FIRST_WORD_MS: 60 }))
    expect(error?.code).toBe('ai.slow')
    const call = await provider.called(before)
    await expect.poll(() => call.hungUp).toBe(true)
  })

  it('falls silent in the middle', async () => {
    provider.next(async (answer) => {
      await answer.say('and then')
      await answer.closed
    })
    const { text, error } = await read(compatible({ AI_IDLE_MS: 60 }))
    expect(error?.code).toBe('ai.slow')
    expect(text).toBe('and then')
  })

  it('never comes to an end, and never pauses', async () => {
    const givenUpAt = Date.now() + 3_000
    const word = 'data: {"choices":[{"delta":{"content":"on and "},"finish_reason":null}]}\n\n'
    const done = 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n'
    // Always ready, so that no timer ever gets its turn.
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const more = Date.now() < givenUpAt
        controller.enqueue(new TextEncoder().encode(more ? word : done))
        if (!more) controller.close()
      },
    })
    const fetch = async () =>
      new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    const env: ModelEnv = {
      AI_PROVIDER: 'local',
      AI_MODEL: 'endless',
      AI_BASE_URL: provider.baseUrl,
      AI_TOTAL_MS: 120,
    }
    const { text, error } = await read(createModel(env, { fetch }))
    expect(error?.code).toBe('ai.slow')
    expect(text).toMatch(/^on and /)
  })

  it('is hung up on when the caller stops', async () => {
    provider.next(async (answer) => {
      await answer.say('one')
      await answer.closed
    })
    const before = provider.calls.length
    const stop = new AbortController()
    const reason = new Error('stopped by the person')
    const parts = compatible().stream(request, stop.signal)[Symbol.asyncIterator]()
    await parts.next()
    const second = parts.next()
    stop.abort(reason)
    await expect(second).rejects.toBe(reason)
    const call = await provider.called(before)
    await expect.poll(() => call.hungUp).toBe(true)
  })

  it('is hung up on when the reader leaves early', async () => {
    provider.next(async (answer) => {
      await answer.say('one')
      await answer.closed
    })
    const before = provider.calls.length
    for await (const part of compatible().stream(request, new AbortController().signal)) {
      expect(part.type).toBe('text')
      break
    }
    const call = await provider.called(before)
    await expect.poll(() => call.hungUp).toBe(true)
  })

  it('keeps the key and the words out of every error', async () => {
    const echo = `Incorrect API key provided: ${key}. You said: ${question}`
    const scripts: Script[] = [
      (a) => a.fail(401, { message: echo }),
      (a) => a.fail(500, { message: echo }),
      (a) => a.failInStream({ message: echo, type: key }),
      async (a) => {
        await a.say('x')
        a.cut()
      },
    ]
    for (const script of scripts) {
      provider.next(script)
      const { error } = await read(compatible())
      expect(error).toBeInstanceOf(AppError)
      expect(printed(error)).not.toContain(key)
      expect(printed(error)).not.toContain(question)
    }
    const dead = await read(compatible({ AI_BASE_URL: await deadAddress() }))
    expect(printed(dead.error)).not.toContain(key)
    expect(printed(dead.error)).toContain('ECONNREFUSED')
    expect(compatible().label).not.toContain(key)
  })
})

describe('the local model', () => {
  it('speaks the same way, without a key', async () => {
    provider.next(saying('near'))
    const before = provider.calls.length
    const model = compatible({ AI_PROVIDER: 'local', AI_API_KEY: undefined })
    expect((await read(model)).text).toBe('near')
    expect(provider.calls[before]?.headers.authorization).toBeUndefined()
    expect(model).toMatchObject({ label: 'test-model (this machine)', practicePartner: false })
  })
})

/** A provider's response out of server-sent events, without a network. */
function respondingWith(events: object[], seen: { url?: string; body?: string } = {}) {
  return (async (url: string | URL | Request, init?: RequestInit) => {
    seen.url = String(url)
    seen.body = String(init?.body)
    const body = events
      .map(
        (event) => `event: ${(event as { type: string }).type}\ndata: ${JSON.stringify(event)}\n\n`,
      )
      .join('')
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }) as typeof fetch
}

describe('Anthropic', () => {
  const start = {
    type: 'message_start',
    message: {
      id: 'm',
      type: 'message',
      role: 'assistant',
      model: 'claude',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 9, output_tokens: 1 },
    },
  }
  const block = { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }
  const word = (text: string) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text },
  })
  const env: ModelEnv = { AI_PROVIDER: 'anthropic', AI_MODEL: 'claude-x', AI_API_KEY: key }

  it('answers', async () => {
    const fetch = respondingWith([
      start,
      block,
      word('Good '),
      word('day.'),
      { type: 'content_block_stop', index: 0 },
      {
        type: 'message_delta',
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: 4 },
      },
      { type: 'message_stop' },
    ])
    const { text, parts, error } = await read(createModel(env, { fetch }))
    expect(error).toBeUndefined()
    expect(text).toBe('Good day.')
    expect(parts.at(-1)).toEqual({
      type: 'end',
      reason: 'stop',
      usage: { inputTokens: 9, outputTokens: 4 },
    })
  })

  it('is cut off', async () => {
    const fetch = respondingWith([start, block, word('Good ')])
    const { text, error } = await read(createModel(env, { fetch }))
    expect(text).toBe('Good ')
    expect(error?.code).toBe('ai.cut-off')
  })

  it('is overloaded after it began', async () => {
    const fetch = respondingWith([
      start,
      block,
      word('Good '),
      { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
    ])
    expect((await read(createModel(env, { fetch }))).error?.code).toBe('ai.overloaded')
  })
})

describe('OpenAI', () => {
  const env: ModelEnv = { AI_PROVIDER: 'openai', AI_MODEL: 'gpt-4.1', AI_API_KEY: key }
  const response = { id: 'r', created_at: 1, model: 'gpt-4.1' }
  const opening = [
    { type: 'response.created', response },
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { type: 'message', id: 'i', status: 'in_progress', role: 'assistant', content: [] },
    },
    { type: 'response.output_text.delta', item_id: 'i', output_index: 0, delta: 'Sure. ' },
  ]

  it('answers, and is told not to keep the conversation', async () => {
    const seen: { url?: string; body?: string } = {}
    const fetch = respondingWith(
      [
        ...opening,
        {
          type: 'response.completed',
          response: { ...response, usage: { input_tokens: 3, output_tokens: 2 } },
        },
      ],
      seen,
    )
    const { text, parts, error } = await read(createModel(env, { fetch }))
    expect(error).toBeUndefined()
    expect(text).toBe('Sure. ')
    expect(parts.at(-1)).toMatchObject({ type: 'end', usage: { inputTokens: 3, outputTokens: 2 } })
    expect(seen.url).toBe('https://api.openai.com/v1/responses')
    expect(JSON.parse(seen.body ?? '')).toMatchObject({ store: false, stream: true })
  })

  it('is cut off', async () => {
    const { text, error } = await read(createModel(env, { fetch: respondingWith(opening) }))
    expect(text).toBe('Sure. ')
    expect(error?.code).toBe('ai.cut-off')
  })
})

describe('Workers AI', () => {
  const env = (run: (name: string, inputs: unknown) => Promise<unknown>): ModelEnv => ({
    AI_PROVIDER: 'workers-ai',
    AI_MODEL: '@cf/meta/llama-3.1-8b-instruct',
    AI: { run } as unknown as Ai,
  })
  const streaming = (...events: string[]) =>
    new Response(events.map((event) => `data: ${event}\n\n`).join('')).body

  it('answers through its binding', async () => {
    const { text, error } = await read(
      createModel(
        env(async () => streaming('{"response":"Hi "}', '{"response":"there"}', '[DONE]')),
      ),
    )
    expect(error).toBeUndefined()
    expect(text).toBe('Hi there')
  })

  it('is cut off', async () => {
    const { text, error } = await read(
      createModel(env(async () => streaming('{"response":"Hi "}'))),
    )
    expect(text).toBe('Hi ')
    expect(error?.code).toBe('ai.cut-off')
  })

  it('fails', async () => {
    const broken = env(async () => {
      throw new Error(`5007: no such model for ${key}`)
    })
    const { error } = await read(createModel(broken))
    expect(error).toBeInstanceOf(AppError)
    expect(printed(error)).not.toContain(key)
  })
})

describe('an environment that lacks something', () => {
  it('is named line by line, without values', () => {
    expect(modelComplaints({ AI_PROVIDER: 'openai' })).toEqual([
      'AI_MODEL: needed by AI_PROVIDER=openai',
      'AI_API_KEY: needed by AI_PROVIDER=openai',
    ])
    expect(modelComplaints({})).toEqual([])
  })

  it('gives a model that refuses, so that the rest works', async () => {
    const { error } = await read(createModel({ AI_PROVIDER: 'anthropic', AI_MODEL: 'claude-x' }))
    expect(error?.code).toBe('ai.refused')
    expect(printed(error)).toContain('AI_API_KEY')
  })
})
