import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { createModel } from '~/platform/ai/create-model'
import type { ModelPart } from '~/platform/ai/model'
import { type ChatServer, startChatServer } from '../../../supabase/local/model/chat-server.ts'
import { installedPaths } from '../../../supabase/local/model/install.ts'
import { loadLlamaEngine } from '../../../supabase/local/model/llama-engine.ts'
import {
  type LocalModel,
  startLocalModel,
} from '../../../supabase/local/model/start-local-model.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
// The folder of `npm start`: 180 MB are fetched once.
const dir = path.join(root, '.local', 'model')

let local: LocalModel | undefined
let missing = ''
beforeAll(async () => {
  const started = await startLocalModel({ dir, log: (line) => console.info(line) })
  if ('reason' in started) missing = started.reason
  else local = started
  if (missing && process.env.REQUIRE_ALL_TOOLS) throw new Error(`no local model: ${missing}`)
}, 600_000)
afterAll(() => local?.stop())

/** The local model; where it can't be had the test is skipped, and says why. */
function needLocal(context: TestContext): LocalModel {
  if (!local) return context.skip(`no local model: ${missing}`)
  return local
}

/** A busy machine makes it slow, not wrong. */
const slowIsFine = { AI_FIRST_WORD_MS: 55_000, AI_IDLE_MS: 55_000, AI_TOTAL_MS: 60_000 }

function modelAt({ baseUrl, model }: { baseUrl: string; model: string }) {
  return createModel({
    AI_PROVIDER: 'local',
    AI_MODEL: model,
    AI_BASE_URL: baseUrl,
    ...slowIsFine,
  })
}

const request = {
  agentName: 'Ada',
  instructions: 'You are a helpful assistant. Answer in one short sentence.',
  history: [{ author: 'person', text: 'What is the capital of France?' } as const],
}

async function ask(at: { baseUrl: string; model: string }, over: object = {}) {
  const parts: ModelPart[] = []
  const signal = AbortSignal.timeout(60_000)
  for await (const part of modelAt(at).stream({ ...request, ...over }, signal)) parts.push(part)
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
  return { parts, text, end: parts.at(-1) }
}

// Other tests use the same cores.
const patience = { timeout: 120_000 }

describe('the local model, in a process of its own', patience, () => {
  it('answers a question in pieces, and says what it used', async (context) => {
    const { parts, text, end } = await ask(needLocal(context), { temperature: 0 })
    expect(text).toMatch(/Paris/)
    expect(parts.length).toBeGreaterThan(3)
    expect(end).toMatchObject({ type: 'end', reason: 'stop' })
    const { usage } = end as Extract<ModelPart, { type: 'end' }>
    expect(usage.inputTokens).toBeGreaterThan(20)
    expect(usage.outputTokens).toBeGreaterThan(2)
  })

  it('remembers the conversation that it is given', async (context) => {
    const history = [
      { author: 'person', text: 'My name is Zebedee.' },
      { author: 'agent', text: 'Nice to meet you, Zebedee.' },
      { author: 'person', text: 'What is my name?' },
    ]
    const { text } = await ask(needLocal(context), { history, temperature: 0 })
    expect(text).toContain('Zebedee')
  })

  it('says when its answer reached the limit', async (context) => {
    const asking = ask(needLocal(context), { maxOutputTokens: 3 })
    await expect(asking).rejects.toMatchObject({ code: 'ai.limit' })
  })

  it('is free again soon after a person stopped it', async (context) => {
    const model = modelAt(needLocal(context))
    const history = [{ author: 'person' as const, text: 'Tell me a very long story.' }]
    const stop = new AbortController()
    const stopped = (async () => {
      for await (const _part of model.stream({ ...request, history }, stop.signal)) stop.abort()
    })()
    await expect(stopped).rejects.toThrow()
    expect((await ask(needLocal(context))).text).not.toBe('')
  })

  it('ends with the process that started it, even a killed one', async (context) => {
    needLocal(context)
    const script = `
      import { startLocalModel } from './supabase/local/model/start-local-model.ts'
      const { baseUrl } = await startLocalModel({ dir: ${JSON.stringify(dir)}, log() {} })
      console.log(baseUrl)`
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await new Promise<Buffer>((resolve) => parent.stdout.once('data', resolve)))
      .toString()
      .split('\n')
    const answers = () =>
      fetch(`${line}/models`).then(
        (response) => response.ok,
        () => false,
      )
    expect(await answers()).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(answers, { timeout: 10_000 }).toBe(false)
  })
})

describe('the engine, in this process', patience, () => {
  let server: ChatServer | undefined
  afterAll(() => server?.stop())

  it('makes two answers at a time and keeps them apart', async (context) => {
    const { model } = needLocal(context)
    const engine = await loadLlamaEngine({ ...installedPaths(dir), model })
    server = await startChatServer(engine)
    const at = { baseUrl: server.baseUrl, model }
    const about = (text: string) =>
      ask(at, { history: [{ author: 'person', text }], temperature: 0, maxOutputTokens: 60 })
    const answers = await Promise.all([
      about('What is the capital of France?'),
      about('What is the capital of Italy?'),
      about('What is the capital of France?'),
    ])
    expect(answers.map(({ text }) => /Paris|Rome/.exec(text)?.[0])).toEqual([
      'Paris',
      'Rome',
      'Paris',
    ])
  })

  it('answers to more than fits into its memory', async (context) => {
    const { model } = needLocal(context)
    const history = [{ author: 'person', text: 'Count the words. '.repeat(2_000) }]
    const at = { baseUrl: server?.baseUrl ?? '', model }
    const { end } = await ask(at, { history, maxOutputTokens: 40 }).catch((error) => ({
      end: { type: 'end', error: error.code },
    }))
    // It need not be clever; it may reach its limit. It must neither break nor take too long.
    expect(end).toMatchObject({ type: 'end' })
    expect(['ai.limit', undefined]).toContain((end as { error?: string }).error)
  })
})
