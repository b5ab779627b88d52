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
export { AnswerObject } from '~/features/sandbox/answers/answer-object.server'

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
    const [, verb, person, id] = url.pathname.split('/')
    const answers = env.ANSWERS.get(env.ANSWERS.idFromName(person))
    if (verb === 'start') await answers.start(await request.json())
    if (verb === 'stop') await answers.stop(id)
    if (verb === 'attach') {
      const words = await answers.follow(id, Number(url.searchParams.get('from') ?? 0), 'en')
      const { readable, writable } = new IdentityTransformStream()
      const pass = async () => {
        await words.pipeTo(writable, { preventClose: true })
        const { text, ...end } = await answers.outcome(id)
        const writer = writable.getWriter()
        await writer.write(new TextEncoder().encode('event: end\\ndata: ' + JSON.stringify(end) + '\\n\\n'))
        await writer.close()
      }
      pass().catch(() => {})
      return new Response(readable, { headers: { 'content-type': 'text/event-stream', 'content-encoding': 'identity' } })
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
    // Vite's: of the words no other language is needed here.
    define: { 'import.meta.env.SSR': 'true', 'import.meta.glob': 'noFiles' },
    external: ['cloudflare:*', 'node:*', 'pg-native'],
    // pg asks for Node's modules by require.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire('/'); const noFiles = () => ({})",
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
/** Another answer, of a person of its own unless told. */
function newJob(person?: string) {
  count += 1
  const answerId = `0198c0de-0000-7000-8000-${String(count).padStart(12, '0')}`
  const sub = person ?? `person-${count}`
  const claims = { sub, session_id: 's', role: 'authenticated', aal: 'aal1' }
  const history = [{ author: 'person', text: 'Hello?' }]
  return { answerId, claims, request: { agentName: 'Ada', instructions: '', history } }
}

async function start(job: ReturnType<typeof newJob>): Promise<void> {
  const response = await fetch(`${url}/start/${job.claims.sub}`, {
    method: 'POST',
    body: JSON.stringify(job),
  })
  expect(response.status).toBe(200)
}

async function attach({ answerId, claims }: ReturnType<typeof newJob>, from = 0) {
  const response = await fetch(`${url}/attach/${claims.sub}/${answerId}?from=${from}`)
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

/** What the object wrote of an answer, its line in the ledger apart. */
async function writesOf(answerId: string): Promise<{ saves: string[][]; runs: string[][] }> {
  const all = (await (await fetch(`${url}/saves/x`)).json()) as string[][]
  const own = all.filter((save) => save.includes(answerId))
  return {
    saves: own.filter((save) => save.length > 3),
    runs: own.filter((save) => save.length === 3),
  }
}

const savesOf = async (answerId: string) => (await writesOf(answerId)).saves

describe('the answer object on workerd', () => {
  it('answers while nobody waits for it, and saves under the asker’s claims', async () => {
    const job = newJob()
    provider.next(saying('Good ', 'morning.'))
    await start(job)
    await expect
      .poll(async () => (await savesOf(job.answerId)).at(-1))
      .toEqual(['person-1', job.answerId, 'Good morning.', 'complete', null, expect.anything()])
    const { runs } = await writesOf(job.answerId)
    expect(runs).toHaveLength(1)
    expect(JSON.parse(runs[0]?.[2] ?? '')).toMatchObject({
      provider: 'openai-compatible',
      model: 'scripted',
      outputTokens: 5,
    })
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
    const readers = await Promise.all([attach(job), attach(job)])
    for (const reader of readers) {
      expect(await reader.until('one')).toContain('id: 4\nevent: text\ndata: "one "\n\n')
    }
    const late = await attach(job, 2)
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
    const reader = await attach(job)
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
    const reader = await attach(job)
    await reader.until('half')
    await fetch(`${url}/stop/${job.claims.sub}/${job.answerId}`)
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
    const reader = await attach(job)
    expect(await reader.until('event: end')).toContain(
      '{"status":"failed","failure":"ai.overloaded"}',
    )
  })

  it('makes a second start harmless', async () => {
    const job = newJob()
    provider.next(saying('once'))
    const calls = provider.calls.length
    await Promise.all([start(job), start(job)])
    const reader = await attach(job)
    await reader.until('event: end')
    await start(job)
    expect(provider.calls.length).toBe(calls + 1)
  })

  it('keeps apart what one person asked at once', async () => {
    const [one, two] = [newJob('the same'), newJob('the same')]
    provider.next(async (answer) => {
      await answer.say('one')
      await answer.closed
    })
    await start(one)
    const first = await attach(one)
    await first.until('one')
    provider.next(saying('two'))
    await start(two)
    const second = await attach(two)
    const seen = await second.until('event: end')
    expect(seen).toContain('data: "two"')
    expect(seen).not.toContain('one')
    await fetch(`${url}/stop/the same/${one.answerId}`)
    expect(await first.until('event: end')).toContain('"status":"stopped"')
    expect((await savesOf(one.answerId)).at(-1)).toEqual(
      expect.arrayContaining(['the same', 'one', 'stopped']),
    )
    expect((await savesOf(two.answerId)).at(-1)).toEqual(
      expect.arrayContaining(['the same', 'two', 'complete']),
    )
  })

  it('stores a megabyte in one chunk up to its limit, for a later life too', async () => {
    const job = newJob()
    provider.next(saying('y'.repeat(1_000_000)))
    await start(job)
    const said = async () => (await attach(job)).until('"failure":"ai.limit"')
    expect((await said()).match(/y/g)).toHaveLength(200_000)
    const [, , text, status] = (await savesOf(job.answerId)).at(-1) ?? []
    expect([text?.length, status]).toEqual([200_000, 'cut_off'])
    await miniflare.dispose()
    await serve()
    expect((await said()).match(/y/g)).toHaveLength(200_000)
  })

  it('cuts off what a restart interrupted, and keeps what came', async () => {
    const job = newJob()
    provider.next(async (answer) => {
      await answer.say('half')
      await answer.closed
    })
    await start(job)
    const before = await attach(job)
    await before.until('half')
    await miniflare.dispose()
    await before.leave().catch(() => {})
    await serve()
    const reader = await attach(job)
    const seen = await reader.until('event: end')
    expect(seen).toContain('data: "half"')
    expect(seen).toContain('{"status":"cut_off","failure":"ai.cut-off"}')
    expect((await savesOf(job.answerId)).at(-1)).toEqual(
      expect.arrayContaining(['half', 'cut_off']),
    )
  })
})
