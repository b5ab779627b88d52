import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { projectRoot } from '../../supabase/local/stack'
import { buildWorker } from '../../supabase/local/worker/build'
import { fieldsOf, HttpPerson } from '../bench/http-person'
import { arrangeSamples } from '../fixtures/every-page'
import { deadAddress } from '../fixtures/scripted-provider'
import { startServedApp } from '../fixtures/served-app'

// A provider is a module that the Worker runs when it is first asked. The unit tests know each in
// Node; this is the bundle. (OpenAI-compatible ones answer in every other end-to-end test, and
// Workers AI has no stand-in here.)

const WORDS = 'An answer out of the bundle.'

const openai = [
  { type: 'response.created', response: { id: 'r', created_at: 1, model: 'm' } },
  {
    type: 'response.output_item.added',
    output_index: 0,
    item: { type: 'message', id: 'i', status: 'in_progress', role: 'assistant', content: [] },
  },
  { type: 'response.output_text.delta', item_id: 'i', output_index: 0, delta: WORDS },
  {
    type: 'response.completed',
    response: {
      id: 'r',
      created_at: 1,
      model: 'm',
      usage: { input_tokens: 3, output_tokens: 2 },
    },
  },
]

const anthropic = [
  {
    type: 'message_start',
    message: {
      id: 'm',
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 9, output_tokens: 1 },
    },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: WORDS } },
  { type: 'content_block_stop', index: 0 },
  {
    type: 'message_delta',
    delta: { stop_reason: 'end_turn', stop_sequence: null },
    usage: { output_tokens: 4 },
  },
  { type: 'message_stop' },
]

beforeAll(async () => {
  await buildWorker(projectRoot, (line) => console.log(line))
})

let stopping = new AsyncDisposableStack()
afterEach(async () => {
  await stopping.disposeAsync()
  stopping = new AsyncDisposableStack()
})

/** A provider on loopback that answers every question with these events. @returns its address */
async function startProvider(events: object[]): Promise<string> {
  const server = createServer((request, response) => {
    request.resume()
    response.setHeader('content-type', 'text/event-stream')
    response.end(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stopping.defer(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
}

/** What the page says while an agent answers a member's question, and when it is opened again. */
async function answeredWith(vars: Record<string, string>): Promise<string> {
  const app = await startServedApp({ vars })
  stopping.defer(() => app.stop())
  const { conversationId, community } = await arrangeSamples(app.sql)
  const person = new HttpPerson(app.url)
  await person.signIn('member@aigym.test')
  const page = `/c/${community}/sandbox/${conversationId}`
  const hidden = fieldsOf(await (await person.get(page)).text(), 'name="message"')
  const posted = await person.post(page, { ...hidden, message: 'How do I begin?' })
  // The page is written to its end when the answer is.
  const answered = await person.get(posted.headers.get('location')?.split('#')[0] ?? page)
  return (await answered.text()) + (await (await person.get(page)).text())
}

it.each([
  ['openai', openai],
  ['anthropic', anthropic],
])('%s answers from the Worker that is deployed', async (provider, events) => {
  const AI_BASE_URL = await startProvider(events)
  const vars = { AI_PROVIDER: provider, AI_BASE_URL, AI_MODEL: 'm', AI_API_KEY: 'key' }
  expect(await answeredWith(vars)).toContain(WORDS)
})

it('a model that is down is stood in for, and the page says by which', async () => {
  const page = await answeredWith({
    AI_PROVIDER: 'openai',
    AI_BASE_URL: await deadAddress(),
    AI_MODEL: 'm',
    AI_API_KEY: 'key',
    AI_FALLBACKS: JSON.stringify([
      {
        ...{ provider: 'anthropic', model: 'other', apiKey: 'key' },
        baseUrl: await startProvider(anthropic),
      },
    ]),
  })
  expect(page).toContain(WORDS)
  expect(page).toContain('other (Anthropic), in place of m (OpenAI)')
})
