import { afterEach, describe, expect, it } from 'vitest'
import { type ChatServer, startChatServer } from './chat-server.ts'
import type { ChatEngine, ChatRequest } from './engine.ts'

/** An engine whose answers the test makes. */
class HeldEngine implements ChatEngine {
  readonly model = 'held'
  readonly slots = 1
  readonly asked: ChatRequest[] = []
  aborted = 0
  stopped = false
  #release = () => {}
  #hold = false
  error: Error | undefined
  says = ['Hello', ' there']
  reason: 'stop' | 'length' = 'stop'

  hold(): void {
    this.#hold = true
  }

  release(): void {
    this.#hold = false
    this.#release()
  }

  async chat(request: ChatRequest, onText: (text: string) => void, signal: AbortSignal) {
    this.asked.push(request)
    for (const text of this.says) onText(text)
    if (this.error) throw this.error
    if (this.#hold) {
      await new Promise<void>((resolve, reject) => {
        this.#release = resolve
        signal.addEventListener('abort', () => {
          this.aborted += 1
          reject(signal.reason)
        })
      })
    }
    return { reason: this.reason, promptTokens: 3, completionTokens: 2 }
  }

  async stop(): Promise<void> {
    this.stopped = true
  }
}

let server: ChatServer | undefined
afterEach(() => server?.stop())

async function serve(engine: ChatEngine, queue?: number): Promise<string> {
  server = await startChatServer(engine, queue === undefined ? {} : { queue })
  return server.baseUrl
}

const messages = [{ role: 'user', content: 'Hi' }]

function post(baseUrl: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  return fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  })
}

function events(text: string): unknown[] {
  return text
    .split('\n\n')
    .filter((frame) => frame.startsWith('data: {'))
    .map((frame) => JSON.parse(frame.slice('data: '.length)))
}

describe('the OpenAI-compatible server', () => {
  it('lists its model', async () => {
    const response = await fetch(`${await serve(new HeldEngine())}/models`)
    expect(await response.json()).toMatchObject({ data: [{ id: 'held', object: 'model' }] })
  })

  it('listens on loopback only', async () => {
    expect(await serve(new HeldEngine())).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/)
  })

  it('answers whole', async () => {
    const engine = new HeldEngine()
    const response = await post(await serve(engine), {
      messages,
      temperature: 0.5,
      max_tokens: 9.5,
    })
    expect(await response.json()).toMatchObject({
      object: 'chat.completion',
      model: 'held',
      choices: [{ message: { role: 'assistant', content: 'Hello there' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    })
    expect(engine.asked).toEqual([{ messages, temperature: 0.5, maxTokens: 9 }])
  })

  it('streams, with the usage when it is wanted', async () => {
    const engine = new HeldEngine()
    engine.reason = 'length'
    const stream_options = { include_usage: true }
    const response = await post(await serve(engine), { messages, stream: true, stream_options })
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const text = await response.text()
    expect(events(text)).toMatchObject([
      { choices: [{ delta: { content: 'Hello' }, finish_reason: null }] },
      { choices: [{ delta: { content: ' there' }, finish_reason: null }] },
      { choices: [{ delta: {}, finish_reason: 'length' }] },
      { choices: [], usage: { total_tokens: 5 } },
    ])
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
    const without = await (await post(server?.baseUrl ?? '', { messages, stream: true })).text()
    expect(without).not.toContain('usage')
  })

  it('streams each piece when it comes', async () => {
    const engine = new HeldEngine()
    engine.hold()
    const response = await post(await serve(engine), { messages, stream: true })
    const reader = response.body?.getReader()
    const first = await reader?.read()
    expect(new TextDecoder().decode(first?.value)).toContain('Hello')
    engine.release()
    while (!(await reader?.read())?.done);
  })

  it('ends the answer of a caller who left, and serves the next', async () => {
    const engine = new HeldEngine()
    engine.hold()
    const baseUrl = await serve(engine)
    const leave = new AbortController()
    const response = await post(baseUrl, { messages, stream: true }, { signal: leave.signal })
    expect(response.status).toBe(200)
    leave.abort()
    await expect.poll(() => engine.aborted).toBe(1)
    engine.release()
    expect((await post(baseUrl, { messages })).status).toBe(200)
  })

  it('lets few wait, turns more away, and forgets those who stopped waiting', async () => {
    const engine = new HeldEngine()
    engine.hold()
    const baseUrl = await serve(engine, 1)
    const running = post(baseUrl, { messages })
    await expect.poll(() => engine.asked.length).toBe(1)
    const leave = new AbortController()
    const impatient = post(baseUrl, { messages }, { signal: leave.signal }).catch(() => 'left')
    const turnedAway = async () => {
      const response = await post(baseUrl, { messages })
      return [response.status, response.headers.get('retry-after')]
    }
    await expect.poll(turnedAway).toEqual([503, '5'])
    leave.abort()
    expect(await impatient).toBe('left')
    const patient = post(baseUrl, { messages })
    await expect.poll(turnedAway).toEqual([503, '5'])
    expect(engine.asked.length).toBe(1)
    engine.release()
    expect((await running).status).toBe(200)
    expect((await patient).status).toBe(200)
    expect(engine.asked.length).toBe(2)
  })

  it.each([
    ['no JSON', '{', 400],
    ['nothing', 'null', 400],
    ['no messages', {}, 400],
    ['an empty list', { messages: [] }, 400],
    ['an odd role', { messages: [{ role: 'tool', content: 'x' }] }, 400],
    ['content that is no text', { messages: [{ role: 'user', content: [{}] }] }, 400],
    ['2 MB', { messages: [{ role: 'user', content: 'x'.repeat(2_000_001) }] }, 413],
  ])('refuses %s', async (_name, body, status) => {
    const response = await post(await serve(new HeldEngine()), body)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ error: { type: expect.any(String) } })
  })

  it('refuses browsers and other paths', async () => {
    const baseUrl = await serve(new HeldEngine())
    const fromPage = await post(baseUrl, { messages }, { headers: { origin: 'https://a.example' } })
    expect(fromPage.status).toBe(403)
    expect((await fetch(`${baseUrl}/embeddings`)).status).toBe(404)
  })

  it('says that the model failed, before and in the middle of an answer', async () => {
    const engine = new HeldEngine()
    engine.error = new Error('out of memory at 0x1234')
    const baseUrl = await serve(engine)
    const whole = await post(baseUrl, { messages })
    expect(whole.status).toBe(500)
    expect(await whole.text()).not.toContain('0x1234')
    const streamed = await (await post(baseUrl, { messages, stream: true })).text()
    expect(events(streamed).at(-1)).toEqual({
      error: { message: 'the model failed', type: 'server_error' },
    })
    expect(streamed).not.toContain('[DONE]')
  })

  it('ends its engine with it', async () => {
    const engine = new HeldEngine()
    await serve(engine)
    await server?.stop()
    server = undefined
    expect(engine.stopped).toBe(true)
  })
})
