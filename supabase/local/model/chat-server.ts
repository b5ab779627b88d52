import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ChatEnd, ChatEngine, ChatMessage, ChatRequest } from './engine.ts'
import { Slots } from './slots.ts'

export interface ChatServer {
  /** Ends in `/v1`. */
  baseUrl: string
  port: number
  stop(): Promise<void>
}

interface ServerOptions {
  /** 0 finds a free one. */
  port?: number
  /** Requests that may wait beyond those being answered; more are told to come back. */
  queue?: number
}

/** Seconds after which someone who was turned away may find a place. */
const retryAfter = 5
const largestBody = 2_000_000

/** An error of a request, in OpenAI's shape. */
class RequestError extends Error {
  readonly status: number
  readonly type: string

  constructor(status: number, type: string, message: string) {
    super(message)
    this.status = status
    this.type = type
  }
}

/** Serves an engine on loopback the way OpenAI's chat completions are served. */
export async function startChatServer(
  engine: ChatEngine,
  { port = 0, queue = 6 }: ServerOptions = {},
): Promise<ChatServer> {
  const slots = new Slots(engine.slots, queue)
  const server = createServer((request, response) => {
    answer(engine, slots, request, response).catch((error: unknown) => {
      sendError(response, error)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const bound = (server.address() as AddressInfo).port
  return {
    baseUrl: `http://127.0.0.1:${bound}/v1`,
    port: bound,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      await engine.stop()
    },
  }
}

async function answer(
  engine: ChatEngine,
  slots: Slots,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A page in a browser could post to loopback; programs send no origin.
  if (request.headers.origin) throw new RequestError(403, 'forbidden', 'not for browsers')
  if (request.method === 'GET' && request.url === '/v1/models') {
    const data = [{ id: engine.model, object: 'model', created: 0, owned_by: 'local' }]
    sendJson(response, 200, { object: 'list', data })
    return
  }
  if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
    throw new RequestError(404, 'not_found', 'there is no such path')
  }
  const { chat, stream, usage } = readRequest(await readBody(request))
  const left = new AbortController()
  response.on('close', () => left.abort(new Error('the caller left')))
  const giveBack = await slots.take(left.signal)
  if (!giveBack) {
    throw new RequestError(503, 'overloaded_error', 'too many wait already')
  }
  try {
    if (stream) await sendStream(engine, chat, usage, response, left.signal)
    else await sendWhole(engine, chat, response, left.signal)
  } catch (error) {
    if (!left.signal.aborted) throw error
  } finally {
    giveBack()
  }
}

async function sendStream(
  engine: ChatEngine,
  chat: ChatRequest,
  withUsage: boolean,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const id = `chatcmpl-${crypto.randomUUID()}`
  const created = Math.floor(Date.now() / 1000)
  const event = (data: object) => {
    if (!response.headersSent) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    }
    const base = { id, object: 'chat.completion.chunk', created, model: engine.model }
    response.write(`data: ${JSON.stringify({ ...base, ...data })}\n\n`)
  }
  const choice = (delta: object, finish_reason: string | null) =>
    event({ choices: [{ index: 0, delta, finish_reason }] })
  const end = await engine.chat(chat, (content) => choice({ content }, null), signal)
  choice({}, end.reason)
  if (withUsage) event({ choices: [], usage: usageOf(end) })
  response.end('data: [DONE]\n\n')
}

async function sendWhole(
  engine: ChatEngine,
  chat: ChatRequest,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  let content = ''
  const end = await engine.chat(
    chat,
    (text) => {
      content += text
    },
    signal,
  )
  sendJson(response, 200, {
    id: `chatcmpl-${crypto.randomUUID()}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: engine.model,
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: end.reason }],
    usage: usageOf(end),
  })
}

function usageOf({ promptTokens, completionTokens }: ChatEnd) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = ''
  request.setEncoding('utf8')
  for await (const part of request) {
    body += part
    if (body.length > largestBody) throw new RequestError(413, 'too_large', 'the body is too large')
  }
  return body
}

function readRequest(body: string): { chat: ChatRequest; stream: boolean; usage: boolean } {
  let json: Record<string, unknown>
  try {
    json = JSON.parse(body)
  } catch {
    throw new RequestError(400, 'invalid_request_error', 'the body is no JSON')
  }
  const messages: unknown = json?.messages
  if (!Array.isArray(messages) || messages.length === 0 || !messages.every(isMessage)) {
    throw new RequestError(400, 'invalid_request_error', 'messages: a list of role and content')
  }
  const limit = json.max_completion_tokens ?? json.max_tokens
  const options = json.stream_options as { include_usage?: unknown } | null | undefined
  return {
    chat: {
      messages: messages.map(({ role, content }) => ({ role, content })),
      temperature: typeof json.temperature === 'number' ? json.temperature : undefined,
      maxTokens: typeof limit === 'number' && limit > 0 ? Math.floor(limit) : undefined,
    },
    stream: json.stream === true,
    usage: options?.include_usage === true,
  }
}

function isMessage(value: unknown): value is ChatMessage {
  const { role, content } = (value ?? {}) as Partial<ChatMessage>
  return (
    (role === 'system' || role === 'user' || role === 'assistant') && typeof content === 'string'
  )
}

function sendJson(response: ServerResponse, status: number, data: object, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(data))
}

function sendError(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return
  const known = error instanceof RequestError ? error : null
  const body = {
    error: {
      message: known?.message ?? 'the model failed',
      type: known?.type ?? 'server_error',
    },
  }
  if (response.headersSent) response.end(`data: ${JSON.stringify(body)}\n\n`)
  else {
    const headers = known?.status === 503 ? { 'retry-after': String(retryAfter) } : {}
    sendJson(response, known?.status ?? 500, body, headers)
  }
}
