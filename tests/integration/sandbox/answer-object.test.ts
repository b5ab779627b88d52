import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  gate,
  type ScriptedProvider,
  saying,
  startScriptedProvider,
} from '../../fixtures/scripted-provider.ts'

// The real object on workerd, with a provider on loopback. Postgres is a list in another object.
const entry = `
import { DurableObject } from 'cloudflare:workers'
export { AnswerObject } from '~/features/sandbox/answer-object.server'

export class ConnectionPoolObject extends DurableObject {
  saved = []
  run({ claims, statements }) {
    for (const { parameters } of statements) this.saved.push([claims.sub, ...parameters])
    const results = statements.map(() => ({ rows: [{ verdict: 'continue' }] }))
    return { committed: true, failure: null, results, reusable: true }
  }
  saves() { return this.saved }
}

export default {
  async fetch(request, env) {
    const url = new URL(request.url)
    const [, verb, id] = url.pathname.split('/')
    const answer = env.ANSWERS.get(env.ANSWERS.idFromName(id))
    if (verb === 'start') await answer.start(await request.json())
    if (verb === 'stop') await answer.stop()
    if (verb === 'attach') {
      const body = await answer.attach(Number(url.searchParams.get('from') ?? 0))
      return new Response(body, { headers: { 'content-type': 'text/event-stream', 'content-encoding': 'identity' } })
    }
    if (verb === 'saves') {
      const shards = [0, 1, 2, 3].map((n) => env.CONNECTIONS.get(env.CONNECTIONS.idFromName('shard-' + n)))
      return Response.json((await Promise.all(shards.map((shard) => shard.saves()))).flat())
    }
    return new Response('ok')
  },
}
`

let provider: ScriptedProvider
let storage: string
let script: string
let miniflare: Miniflare
let url: string

beforeAll(async () => {
  provider = await startScriptedProvider()
  const bundle = await build({
    stdin: { contents: entry, resolveDir: fileURLToPath(new URL('../../../', import.meta.url)) },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    conditions: ['workerd', 'worker', 'browser'],
    mainFields: ['module', 'main'],
    external: ['cloudflare:*', 'node:*', 'pg-native'],
    // pg asks for Node's modules by require.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire('/')",
    },
    logLevel: 'error',
  })
  script = bundle.outputFiles[0]?.text ?? ''
  storage = await mkdtemp(path.join(tmpdir(), 'aigym-answers-'))
  await serve()
})

async function serve(): Promise<void> {
  miniflare = new Miniflare({
    modules: [{ type: 'ESModule', path: 'worker.js', contents: script }],
    durableObjectsPersist: storage,
    compatibilityDate: '2026-07-01',
    compatibilityFlags: ['nodejs_compat'],
    durableObjects: {
      ANSWERS: { className: 'AnswerObject', useSQLite: true },
      CONNECTIONS: { className: 'ConnectionPoolObject', useSQLite: true },
    },
    bindings: {
      APP_URL: 'http://127.0.0.1',
      SUPABASE_URL: 'http://127.0.0.1',
      SUPABASE_ANON_KEY: 'anon',
      DATABASE_URL: 'postgres://nobody@127.0.0.1/none',
      AI_PROVIDER: 'openai-compatible',
      AI_MODEL: 'scripted',
      AI_BASE_URL: provider.baseUrl,
      LOG_LEVEL: 'error',
    },
  })
  url = (await miniflare.ready).href.replace(/\/$/, '')
}

afterAll(async () => {
  await miniflare?.dispose()
  await provider?.stop()
  await rm(storage, { recursive: true, force: true })
})

let count = 0
function newJob() {
  count += 1
  const answerId = `0198c0de-0000-7000-8000-${String(count).padStart(12, '0')}`
  const claims = { sub: `person-${count}`, session_id: 's', role: 'authenticated', aal: 'aal1' }
  const history = [{ author: 'person', text: 'Hello?' }]
  return { answerId, claims, request: { agentName: 'Ada', instructions: '', history } }
}

async function start(job: ReturnType<typeof newJob>): Promise<void> {
  const response = await fetch(`${url}/start/${job.answerId}`, {
    method: 'POST',
    body: JSON.stringify(job),
  })
  expect(response.status).toBe(200)
}

async function attach(answerId: string, from = 0) {
  const response = await fetch(`${url}/attach/${answerId}?from=${from}`)
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader()
  return {
    /** Reads until what came contains `text`. */
    async until(text: string): Promise<string> {
      let seen = ''
      while (!seen.includes(text)) {
        const { done, value } = await reader.read()
        if (done) throw new Error(`ended without ${text}: ${seen}`)
        seen += value
      }
      return seen
    },
    leave: () => reader.cancel(),
  }
}

async function savesOf(answerId: string): Promise<string[][]> {
  const all = (await (await fetch(`${url}/saves/x`)).json()) as string[][]
  return all.filter((save) => save.includes(answerId))
}

describe('the answer object on workerd', () => {
  it('answers while nobody waits for it, and saves under the asker’s claims', async () => {
    const job = newJob()
    provider.next(saying('Good ', 'morning.'))
    await start(job)
    await expect
      .poll(async () => (await savesOf(job.answerId)).at(-1))
      .toEqual(['person-1', job.answerId, 'Good morning.', 'complete', null, expect.anything()])
  })

  it('gives each word when it comes, to all who read', async () => {
    const job = newJob()
    const second = gate()
    provider.next(async (answer) => {
      await answer.say('one ')
      await second.opened
      await answer.say('two')
      await answer.finish()
    })
    await start(job)
    const readers = await Promise.all([attach(job.answerId), attach(job.answerId)])
    for (const reader of readers) {
      expect(await reader.until('one')).toContain('id: 4\nevent: text\ndata: "one "\n\n')
    }
    const late = await attach(job.answerId, 2)
    expect(await late.until('e ')).toContain('id: 4\nevent: text\ndata: "e "\n\n')
    second.open()
    for (const reader of [...readers, late]) {
      const rest = await reader.until('event: end')
      expect(rest).toContain('id: 7\nevent: text\ndata: "two"\n\n')
      expect(rest).toContain('{"status":"complete","failure":null}')
    }
  })

  it('goes on when its only reader leaves', async () => {
    const job = newJob()
    const left = gate()
    provider.next(async (answer) => {
      await answer.say('one ')
      await left.opened
      await answer.say('two')
      await answer.finish()
    })
    await start(job)
    const reader = await attach(job.answerId)
    await reader.until('one')
    await reader.leave()
    left.open()
    await expect
      .poll(async () => (await savesOf(job.answerId)).at(-1))
      .toEqual(expect.arrayContaining(['one two', 'complete']))
  })

  it('hangs up on the provider when stopped, and keeps what came', async () => {
    const job = newJob()
    provider.next(async (answer) => {
      await answer.say('half')
      await answer.closed
    })
    const calls = provider.calls.length
    await start(job)
    const reader = await attach(job.answerId)
    await reader.until('half')
    await fetch(`${url}/stop/${job.answerId}`)
    expect(await reader.until('event: end')).toContain('{"status":"stopped","failure":null}')
    const call = await provider.called(calls)
    await expect.poll(() => call.hungUp).toBe(true)
    expect((await savesOf(job.answerId)).at(-1)).toEqual(
      expect.arrayContaining(['half', 'stopped']),
    )
  })

  it('tells how it broke', async () => {
    const job = newJob()
    provider.next((answer) => answer.fail(429, { retryAfter: 3 }))
    await start(job)
    const reader = await attach(job.answerId)
    expect(await reader.until('event: end')).toContain(
      '{"status":"failed","failure":"ai.overloaded"}',
    )
  })

  it('makes a second start harmless', async () => {
    const job = newJob()
    provider.next(saying('once'))
    const calls = provider.calls.length
    await Promise.all([start(job), start(job)])
    const reader = await attach(job.answerId)
    await reader.until('event: end')
    await start(job)
    expect(provider.calls.length).toBe(calls + 1)
  })

  it('cuts off what a restart interrupted, and keeps what came', async () => {
    const job = newJob()
    provider.next(async (answer) => {
      await answer.say('half')
      await answer.closed
    })
    await start(job)
    const before = await attach(job.answerId)
    await before.until('half')
    await miniflare.dispose()
    await before.leave().catch(() => {})
    await serve()
    const reader = await attach(job.answerId)
    const seen = await reader.until('event: end')
    expect(seen).toContain('data: "half"')
    expect(seen).toContain('{"status":"cut_off","failure":"ai.cut-off"}')
    expect((await savesOf(job.answerId)).at(-1)).toEqual(
      expect.arrayContaining(['half', 'cut_off']),
    )
  })
})
