import { describe, expect, it } from 'vitest'
import type { Answerer, Model, ModelPart } from '~/platform/ai/model'
import { AppError } from '~/platform/errors'
import { createLog } from '~/platform/log.server'
import type { AnswerJob, AnswerSave, AnswerStorage, Clock, Place } from './answer-job'
import { AnswerRun } from './answer-run'
import { longestWaitMs } from './answer-turn'

const job: AnswerJob = {
  answerId: '0198c0de-0000-7000-8000-000000000001',
  claims: {
    sub: 'person',
    session_id: 'session',
    role: 'authenticated',
    aal: 'aal1',
    email: 'member@aigym.test',
    exp: 0,
  },
  request: {
    agentName: 'Ada',
    instructions: '',
    history: [{ author: 'person', text: 'secret words' }],
  },
}

/** Lets everything that is due happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** Time that moves when the test says so. */
class ManualClock implements Clock {
  #now = 1_000_000
  #sleepers: { at: number; wake: () => void }[] = []

  now(): number {
    return this.#now
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted || ms <= 0) return resolve()
      this.#sleepers.push({ at: this.#now + ms, wake: resolve })
      signal?.addEventListener('abort', () => resolve())
    })
  }

  /** Somebody sets the clock; what sleeps goes on sleeping for as long as it would have. */
  jump(ms: number): void {
    this.#now += ms
    for (const sleeper of this.#sleepers) sleeper.at += ms
  }

  async advance(ms: number): Promise<void> {
    const until = this.#now + ms
    await settle()
    while (true) {
      const next = this.#sleepers
        .filter(({ at }) => at <= until)
        .sort((a, b) => a.at - b.at)
        .at(0)
      if (!next) break
      this.#sleepers.splice(this.#sleepers.indexOf(next), 1)
      this.#now = Math.max(this.#now, next.at)
      next.wake()
      await settle()
    }
    this.#now = until
  }
}

class MemoryStorage {
  readonly stored = new Map<string, unknown>()
  alarmAt: number | null = null
  broken = false

  async get(key: string): Promise<unknown> {
    return structuredClone(this.stored.get(key))
  }

  async put(key: string | Record<string, unknown>, value?: unknown): Promise<void> {
    if (this.broken) throw new Error('disk full')
    const entries = typeof key === 'string' ? { [key]: value } : key
    // As a Durable Object refuses it.
    if (Object.keys(entries).length > 128) throw new RangeError('Maximum number of pairs is 128.')
    for (const [each, content] of Object.entries(entries)) {
      this.stored.set(each, structuredClone(content))
    }
  }

  async list({ prefix }: { prefix: string }): Promise<Map<string, unknown>> {
    return new Map(
      [...this.stored]
        .filter(([key]) => key.startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  }

  async deleteAll(): Promise<void> {
    this.stored.clear()
    this.alarmAt = null
  }

  async setAlarm(at: number): Promise<void> {
    this.alarmAt = at
  }
}

/** A model whose every word and end the test decides. */
class HeldModel implements Model {
  readonly label = 'Held model'
  readonly name = 'held'
  readonly provider = 'scripted'
  readonly practicePartner = false
  asked = 0
  signal: AbortSignal | undefined
  #steps: (ModelPart | Error)[] = []
  #wake = () => {}

  say(text: string): void {
    this.#step({ type: 'text', text })
  }

  handOver(by: Answerer): void {
    this.#step({ type: 'model', by, why: 'ai.slow' })
  }

  end(): void {
    this.#step({ type: 'end', reason: 'stop', usage: { inputTokens: 1, outputTokens: 2 } })
  }

  fail(error: Error): void {
    this.#step(error)
  }

  #step(step: ModelPart | Error): void {
    this.#steps.push(step)
    this.#wake()
  }

  async *stream(_request: unknown, signal: AbortSignal): AsyncGenerator<ModelPart> {
    this.asked += 1
    this.signal = signal
    signal.addEventListener('abort', () => this.#wake())
    while (true) {
      signal.throwIfAborted()
      const step = this.#steps.shift()
      if (!step) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      } else if (step instanceof Error) throw step
      else {
        yield step
        if (step.type === 'end') return
      }
    }
  }
}

function setUp(storage = new MemoryStorage()) {
  const clock = new ManualClock()
  const model = new HeldModel()
  const saves: AnswerSave[] = []
  const lines: string[] = []
  const database = {
    verdict: 'continue' as 'continue' | 'stop',
    error: undefined as Error | undefined,
    hangs: false,
  }
  /** Where the answer stands; an error where nobody can say. */
  const queue = { place: null as Place | Error | null, asked: 0 }
  /** What looking at what is asked comes to; an error where nobody can say. */
  const check = { failure: null as string | Error | null, hangs: false, asked: [] as string[] }
  const live = () =>
    new AnswerRun(storage as unknown as AnswerStorage, {
      model,
      clock,
      log: createLog({}, 'debug', (line) => lines.push(line)),
      takeTurn: async () => {
        queue.asked += 1
        if (queue.place instanceof Error) throw queue.place
        return queue.place
      },
      check: async ({ unlooked }, signal) => {
        check.asked.push(unlooked)
        if (check.hangs) await new Promise((given) => signal.addEventListener('abort', given))
        if (check.failure instanceof Error) throw check.failure
        return check.failure
      },
      save: async (save) => {
        if (database.hangs) await new Promise(() => {})
        if (database.error) throw database.error
        saves.push(save)
        return database.verdict
      },
    })
  return { storage, clock, model, saves, database, queue, check, lines, run: live(), restart: live }
}

interface Read {
  text: string
  ids: number[]
  places: (Place | null)[]
  end: { status: string; failure: string | null } | undefined
  comments: number
}

const say = (place: Place) => JSON.stringify(place)

/** Reads events as a browser does, in the background; `seen` grows as they come. */
async function follow(run: AnswerRun, from: number) {
  const seen: Read = { text: '', ids: [], places: [], end: undefined, comments: 0 }
  const reader = (await run.attach(from, say)).getReader()
  const done = (async () => {
    const decoder = new TextDecoder()
    let rest = ''
    while (true) {
      const { done, value } = await reader.read()
      if (done) break
      rest += decoder.decode(value, { stream: true })
      const frames = rest.split('\n\n')
      rest = frames.pop() ?? ''
      for (const frame of frames) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1] ?? ''
        if (frame.startsWith(':')) seen.comments += 1
        else if (field('event') === 'waits') {
          seen.places.push(JSON.parse(JSON.parse(field('data')) ?? 'null'))
        } else {
          const piece: string = JSON.parse(field('data'))
          encodeURIComponent(piece) // Throws at half a character.
          seen.text += piece
          seen.ids.push(Number(field('id')))
        }
      }
    }
    const outcome = await run.outcome()
    if (!outcome) return
    const { text, ...end } = outcome
    seen.end = end
  })()
  return { seen, done, leave: () => reader.cancel() }
}

describe('an answer that waits for its turn', () => {
  const place = (before: number) => ({ before, own: false })
  const waiting: AnswerJob = { ...job, place: place(2) }

  it('says where it stands, and begins by itself when its turn has come', async () => {
    const { run, model, clock, queue } = setUp()
    queue.place = place(1)
    await run.start(waiting)
    const { seen, done } = await follow(run, 0)
    await clock.advance(10_000)
    expect(seen.places).toEqual([place(2), place(1)])
    expect(model.asked).toBe(0)
    queue.place = null
    await clock.advance(10_000)
    expect(model.asked).toBe(1)
    expect(seen.places).toEqual([place(2), place(1), null])
    model.say('Good morning.')
    model.end()
    await done
    expect(seen).toMatchObject({ text: 'Good morning.', end: { status: 'complete' } })
  })

  it('is still heard of by the database, and asks more seldom the further back it stands', async () => {
    const { run, clock, queue, saves } = setUp()
    queue.place = place(200)
    await run.start(waiting)
    await clock.advance(120_000)
    expect(saves.length).toBeGreaterThanOrEqual(120 / 15 - 1)
    expect(saves.at(-1)).toMatchObject({ text: '', status: 'streaming' })
    expect(queue.asked).toBeLessThanOrEqual(25)
  })

  it('waits on where the database is away for a while', async () => {
    const { run, model, clock, queue } = setUp()
    queue.place = new Error('away')
    await run.start(waiting)
    await clock.advance(20_000)
    expect(model.asked).toBe(0)
    queue.place = null
    await clock.advance(5_000)
    expect(model.asked).toBe(1)
  })

  it('is given up after some minutes, and cost nothing', async () => {
    const { run, model, clock, queue, saves } = setUp()
    queue.place = place(0)
    await run.start(waiting)
    await clock.advance(longestWaitMs + 5_000)
    expect(model.asked).toBe(0)
    expect(saves.at(-1)).toMatchObject({
      ...{ text: '', status: 'failed', failure: 'queue.long' },
      figures: { inputTokens: 0, outputTokens: 0 },
    })
  })

  it('is stopped while it waits', async () => {
    const { run, model, clock, queue, saves } = setUp()
    queue.place = place(0)
    await run.start(waiting)
    await clock.advance(1_000)
    await Promise.all([run.stop(), clock.advance(5_000)])
    expect(saves.at(-1)).toMatchObject({ status: 'stopped', figures: { inputTokens: 0 } })
    queue.place = null
    await clock.advance(10_000)
    expect(model.asked).toBe(0)
  })

  it('goes on waiting after a restart; one that had begun is not asked for twice', async () => {
    const { run, restart, model, clock, queue, saves } = setUp()
    queue.place = place(1)
    await run.start(waiting)
    await clock.advance(1_000)
    const second = restart()
    await second.alarm()
    const { seen } = await follow(second, 0)
    queue.place = null
    await clock.advance(10_000)
    // The first life was not really gone here: both ask.
    expect(model.asked).toBe(2)
    expect(seen.places).toEqual([place(2), null])
    await restart().alarm()
    await clock.advance(10_000)
    expect(model.asked).toBe(2)
    expect(saves).toContainEqual(expect.objectContaining({ failure: 'ai.cut-off' }))
  })
})

describe('an answer', () => {
  it('reaches readers word by word, is saved each second and at its end', async () => {
    const { run, model, clock, saves } = setUp()
    await run.start(job)
    const { seen, done } = await follow(run, 0)
    model.say('Good ')
    await settle()
    expect(seen.text).toBe('Good ')
    expect(seen.end).toBeUndefined()
    await clock.advance(1_000)
    expect(saves.at(-1)).toMatchObject({ text: 'Good ', status: 'streaming', model: 'Held model' })
    model.say('morning.')
    await settle()
    expect(seen.text).toBe('Good morning.')
    model.end()
    await done
    expect(seen).toMatchObject({
      ids: [5, 13],
      end: { status: 'complete', failure: null },
    })
    expect(saves.at(-1)).toEqual({
      answerId: job.answerId,
      of: 'message',
      claims: job.claims,
      text: 'Good morning.',
      status: 'complete',
      failure: null,
      model: 'Held model',
      figures: {
        provider: 'scripted',
        model: 'held',
        inputTokens: 1,
        outputTokens: 2,
        firstWordMs: expect.any(Number),
        durationMs: expect.any(Number),
      },
    })
    expect(saves.slice(0, -1).map(({ figures }) => figures)).toEqual(saves.slice(1).map(() => null))
  })

  it('is saved about once a second, however fast it grows', async () => {
    const { run, model, clock, saves } = setUp()
    await run.start(job)
    for (let at = 0; at < 50; at += 1) {
      model.say('x')
      await clock.advance(100)
    }
    expect(saves.length).toBeGreaterThanOrEqual(4)
    expect(saves.length).toBeLessThanOrEqual(5)
  })

  it('is saved seldom while it does not grow, and then at once when it does', async () => {
    const { run, model, clock, saves } = setUp()
    await run.start(job)
    model.say('one')
    await clock.advance(8_000)
    expect(saves).toHaveLength(1)
    // The database takes a maker that was silent for a minute for gone.
    await clock.advance(60_000)
    expect(saves.length).toBeGreaterThanOrEqual(4)
    expect(saves.length).toBeLessThanOrEqual(6)
    await clock.advance(5_000)
    const before = saves.length
    model.say(' two')
    await settle()
    expect(saves).toHaveLength(before + 1)
  })

  it('is started once, however often it is asked for', async () => {
    const { run, model } = setUp()
    await Promise.all([run.start(job), run.start(job)])
    model.say('one')
    model.end()
    await settle()
    await run.start(job)
    expect(model.asked).toBe(1)
  })

  it('is under the name of the model that stood in, also after a restart', async () => {
    const { run, restart, model, clock, saves } = setUp()
    const by: Answerer = { label: 'Other, in place of Held', name: 'other', provider: 'anthropic' }
    await run.start(job)
    model.handOver(by)
    model.say('half ')
    await clock.advance(1_000)
    expect(saves.at(-1)).toMatchObject({ status: 'streaming', model: by.label })
    // The life that asked is gone; another one finds what it left.
    const later = restart()
    await later.alarm()
    expect(saves.at(-1)).toMatchObject({
      ...{ text: 'half ', status: 'cut_off', model: by.label },
      figures: { provider: 'anthropic', model: 'other' },
    })
  })

  it('keeps words that were said out of the log', async () => {
    const { run, model, lines, database, clock } = setUp()
    database.error = new Error('password=hunter2')
    await run.start(job)
    model.say('private')
    await clock.advance(3_000)
    model.end()
    await settle()
    expect(lines.join()).toContain('answer.end')
    expect(lines.join()).not.toMatch(/private|secret words|hunter2|member@aigym/)
  })

  it('holds no null byte and no half of a character', async () => {
    const { run, model, saves } = setUp()
    await run.start(job)
    const { seen, done } = await follow(run, 0)
    const [first = '', second = ''] = ['🏋️'.slice(0, 1), '🏋️'.slice(1)]
    for (const piece of ['a\0b', first, second, '\udc00', 'c', '\ud83d']) model.say(piece)
    model.end()
    await done
    expect(seen.text).toBe('ab🏋️\ufffdc')
    expect(saves.at(-1)?.text).toBe('ab🏋️\ufffdc')
  })

  it('keeps 100,000 pieces of a letter, each once', async () => {
    const { run, model, clock, saves } = setUp()
    model.stream = async function* () {
      for (let piece = 0; piece < 100_000; piece += 1) yield { type: 'text', text: 'x' }
      yield { type: 'end', reason: 'stop', usage: { inputTokens: 1, outputTokens: 2 } }
    }
    await run.start(job)
    const { seen, done } = await follow(run, 0)
    await expect.poll(() => saves.at(-1)?.status, { timeout: 20_000 }).toBe('complete')
    await clock.advance(1_000)
    await done
    expect(seen.text === 'x'.repeat(100_000)).toBe(true)
    expect(saves.at(-1)?.text === seen.text).toBe(true)
  }, 30_000)

  it('that is nothing but null bytes has failed', async () => {
    const { run, model, saves } = setUp()
    await run.start(job)
    model.say('\0\0')
    model.end()
    await settle()
    expect(saves.at(-1)).toMatchObject({ text: '', status: 'failed', failure: 'ai.cut-off' })
  })

  it('ends at its limit and keeps what fits', async () => {
    const { run, model, saves, storage, lines } = setUp()
    await run.start(job)
    model.say('a'.repeat(199_999))
    model.say('🏋️ and more')
    await settle()
    const stored = [...(await storage.list({ prefix: 'text:' })).values()]
    expect(stored.join('').length).toBe(199_999)
    expect(lines.join()).not.toContain('answer.storage-failed')
    const last = saves.at(-1)
    expect(last).toMatchObject({ status: 'cut_off', failure: 'ai.limit' })
    expect(last?.text.length).toBe(199_999)
  })
})

describe('readers', () => {
  it('each get every word once and in order, wherever they begin', async () => {
    const { run, model } = setUp()
    const early = await follow(run, 0)
    await run.start(job)
    model.say('one ')
    await settle()
    const late = await follow(run, 0)
    const resumed = await follow(run, 2)
    const ahead = await follow(run, 6)
    model.say('two ')
    await settle()
    model.say('three')
    model.end()
    await Promise.all([early.done, late.done, resumed.done, ahead.done])
    expect(early.seen.text).toBe('one two three')
    expect(late.seen.text).toBe('one two three')
    expect(resumed.seen.text).toBe('e two three')
    expect(ahead.seen.text).toBe('o three')
    expect(early.seen.ids).toEqual([4, 8, 13])
  })

  it('that do not read hold nobody up', async () => {
    const { run, model, clock, saves } = setUp()
    await run.start(job)
    await run.attach(0, say) // Never read.
    const quick = await follow(run, 0)
    for (let at = 0; at < 100; at += 1) model.say('word ')
    model.end()
    await clock.advance(1_000)
    await quick.done
    expect(quick.seen.text).toBe('word '.repeat(100))
    expect(saves.at(-1)?.status).toBe('complete')
  })

  it('get fewer and longer pieces where more is said at once than one isolate can tell', async () => {
    const { run, model, clock } = setUp()
    await run.start(job)
    const { seen, done } = await follow(run, 0)
    for (let at = 0; at < 500; at += 1) {
      model.say('word ')
      await settle()
    }
    expect(seen.ids.length).toBeGreaterThan(1)
    expect(seen.ids.length).toBeLessThan(100)
    for (let past = 0; past < 5; past += 1) await clock.advance(250)
    expect(seen.text).toBe('word '.repeat(500))
    model.say('and one more')
    model.end()
    await clock.advance(1_000)
    await done
    expect(seen.text).toBe(`${'word '.repeat(500)}and one more`)
  })

  it('that leave stop nothing', async () => {
    const { run, model, saves } = setUp()
    await run.start(job)
    const gone = await follow(run, 0)
    const stays = await follow(run, 0)
    model.say('one ')
    await settle()
    await gone.leave()
    model.say('two')
    model.end()
    await stays.done
    expect(gone.seen.text).toBe('one ')
    expect(saves.at(-1)).toMatchObject({ text: 'one two', status: 'complete' })
  })

  it('who come late or read slowly get long text whole, no character cut', async () => {
    const { run, model } = setUp()
    await run.start(job)
    const long = `x${'😀'.repeat(20_000)}`
    model.say(long)
    model.end()
    await settle()
    const { seen, done } = await follow(run, 0)
    await done
    expect(seen.text).toBe(long)
    expect(seen.ids.length).toBeGreaterThan(1)
  })

  it.each([-5, Number.NaN])('who begin at %s begin at the beginning', async (from) => {
    const { run, model } = setUp()
    await run.start(job)
    model.say('one')
    model.end()
    const { seen, done } = await follow(run, from)
    await done
    expect(seen.text).toBe('one')
  })

  it('see a sign of life every ten seconds', async () => {
    const { run, clock } = setUp()
    await run.start(job)
    const { seen, leave } = await follow(run, 0)
    await clock.advance(9_900)
    expect(seen.comments).toBe(0)
    await clock.advance(200)
    expect(seen.comments).toBe(1)
    await clock.advance(10_000)
    expect(seen.comments).toBe(2)
    await leave()
  })

  it('of an answer that nobody starts are told so, not left waiting', async () => {
    const { run, clock } = setUp()
    const { seen, done } = await follow(run, 0)
    await clock.advance(5_000)
    await done
    expect(seen.end).toEqual({ status: 'gone', failure: null })
  })
})

describe('an answer that breaks', () => {
  it('after some words is cut off, and keeps them', async () => {
    const { run, model, saves } = setUp()
    await run.start(job)
    const { seen, done } = await follow(run, 0)
    model.say('half')
    model.fail(new AppError('ai.slow', 504))
    await done
    expect(seen).toMatchObject({ text: 'half', end: { status: 'cut_off', failure: 'ai.slow' } })
    expect(saves.at(-1)).toMatchObject({ text: 'half', status: 'cut_off', failure: 'ai.slow' })
  })

  it('before the first word has failed', async () => {
    const { run, model, saves } = setUp()
    await run.start(job)
    model.fail(new AppError('ai.refused', 502))
    await settle()
    expect(saves.at(-1)).toMatchObject({ text: '', status: 'failed', failure: 'ai.refused' })
  })

  it('in a way that nobody foresaw says so', async () => {
    const { run, model, saves, lines } = setUp()
    await run.start(job)
    model.fail(new TypeError('x is not a function'))
    await settle()
    expect(saves.at(-1)).toMatchObject({ status: 'failed', failure: 'unexpected' })
    expect(lines.join()).toContain('answer.broke')
  })
})

describe('stopping', () => {
  it('hangs up on the model and keeps what came', async () => {
    const { run, model, saves } = setUp()
    await run.start(job)
    const { seen, done } = await follow(run, 0)
    model.say('half')
    await settle()
    await run.stop()
    await done
    expect(model.signal?.aborted).toBe(true)
    expect(saves.at(-1)).toMatchObject({ text: 'half', status: 'stopped', failure: null })
    expect(seen.end).toEqual({ status: 'stopped', failure: null })
  })

  it('happens too when the database says so', async () => {
    const { run, model, clock, saves, database } = setUp()
    await run.start(job)
    model.say('half')
    database.verdict = 'stop'
    await clock.advance(1_000)
    expect(model.signal?.aborted).toBe(true)
    expect(saves.at(-1)).toMatchObject({ text: 'half', status: 'stopped' })
  })

  it('a finished answer changes nothing', async () => {
    const { run, model, saves } = setUp()
    await run.start(job)
    model.say('all')
    model.end()
    await settle()
    const before = saves.length
    await run.stop()
    expect(saves).toHaveLength(before)
    expect(saves.at(-1)?.status).toBe('complete')
  })

  it('what was never started changes nothing', async () => {
    const { run, saves } = setUp()
    await run.stop()
    expect(saves).toEqual([])
  })

  it('does not wait for a database that hangs', async () => {
    const { run, model, clock, database } = setUp()
    await run.start(job)
    model.say('half')
    database.hangs = true
    let stopped = false
    void run.stop().then(() => {
      stopped = true
    })
    await clock.advance(1_900)
    expect(stopped).toBe(false)
    await clock.advance(200)
    expect(stopped).toBe(true)
  })
})

describe('while the database is down', () => {
  it('words go on, and are saved when it is back', async () => {
    const { run, model, clock, saves, database } = setUp()
    await run.start(job)
    const { seen, done } = await follow(run, 0)
    database.error = new AppError('unavailable', 503)
    model.say('one ')
    await clock.advance(4_000)
    model.say('two')
    await clock.advance(1_000)
    expect(seen.text).toBe('one two')
    database.error = undefined
    await clock.advance(10_000)
    expect(saves.at(-1)).toMatchObject({ text: 'one two', status: 'streaming' })
    model.end()
    await done
    expect(saves.at(-1)?.status).toBe('complete')
  })

  it('it is asked less and less often', async () => {
    const { run, model, clock, database, lines } = setUp()
    await run.start(job)
    model.say('one')
    database.error = new Error('down')
    await clock.advance(60_000)
    const tries = lines.filter((line) => line.includes('answer.save-failed')).length
    expect(tries).toBeGreaterThan(5)
    expect(tries).toBeLessThan(12)
  })

  it('the end is told within seconds, tried again, and kept for the alarm', async () => {
    const { run, model, clock, saves, database, storage } = setUp()
    await run.start(job)
    const { seen, done } = await follow(run, 0)
    database.error = new Error('down')
    model.say('all')
    model.end()
    await clock.advance(2_000)
    await done
    expect(seen.end?.status).toBe('complete')
    await clock.advance(60_000)
    expect(saves).toEqual([])
    expect(storage.alarmAt).toBeGreaterThan(clock.now() - 60_000)
    database.error = undefined
    await run.alarm()
    expect(saves.at(-1)).toMatchObject({ text: 'all', status: 'complete' })
  })

  it('a save that hangs is given up and tried again', async () => {
    const { run, model, clock, saves, database } = setUp()
    await run.start(job)
    model.say('all')
    database.hangs = true
    model.end()
    await clock.advance(9_000)
    database.hangs = false
    await clock.advance(2_000)
    expect(saves.at(-1)).toMatchObject({ text: 'all', status: 'complete' })
  })

  it('an end that was tried for a day is given up', async () => {
    const { run, model, clock, database, storage, lines } = setUp()
    await run.start(job)
    database.error = new Error('down')
    model.say('all')
    model.end()
    await clock.advance(60_000)
    for (let tried = 0; tried < 149; tried += 1) {
      expect(storage.stored.size).toBeGreaterThan(0)
      const alarm = run.alarm()
      await clock.advance(10 * 60_000)
      await alarm
    }
    expect(storage.stored.size).toBe(0)
    expect(lines.join()).toContain('answer.given-up')
  })
})

describe('a refusal of the database', () => {
  it('ends the answer: the session was revoked', async () => {
    const { run, model, clock, database, storage, lines } = setUp()
    await run.start(job)
    const { seen, done } = await follow(run, 0)
    model.say('half')
    database.error = new AppError('session-ended', 401)
    await clock.advance(1_000)
    await done
    expect(model.signal?.aborted).toBe(true)
    expect(seen.end).toEqual({ status: 'cut_off', failure: 'session-ended' })
    // Not tried again: once while it grew, once for its end.
    expect(lines.filter((line) => line.includes('answer.save-failed'))).toHaveLength(1)
    expect(storage.stored.get('end')).toMatchObject({ saved: true })
  })
})

describe('after a restart', () => {
  it('what was stored is cut off and saved, by the alarm', async () => {
    const { run, model, restart, saves, storage } = setUp()
    await run.start(job)
    model.say('x'.repeat(3_000))
    model.say('y')
    await settle()
    await restart().alarm()
    expect(model.asked).toBe(1)
    expect(saves.at(-1)).toMatchObject({
      claims: job.claims,
      text: `${'x'.repeat(3_000)}y`,
      status: 'cut_off',
      failure: 'ai.cut-off',
      // What it had taken was lost with the life that asked; that it was asked for is noted.
      figures: { inputTokens: null, outputTokens: null, firstWordMs: null, durationMs: null },
    })
    expect(JSON.stringify([...storage.stored])).not.toContain('secret words')
  })

  it('a reader gets what was stored and the end', async () => {
    const { run, model, restart } = setUp()
    await run.start(job)
    model.say('half')
    await settle()
    const { seen, done } = await follow(restart(), 1)
    await done
    expect(seen).toMatchObject({ text: 'alf', end: { status: 'cut_off', failure: 'ai.cut-off' } })
  })

  it('a second start asks no model again', async () => {
    const { run, model, restart, saves } = setUp()
    await run.start(job)
    await settle()
    await restart().start(job)
    await settle()
    expect(model.asked).toBe(1)
    expect(saves.at(-1)).toMatchObject({ status: 'failed', failure: 'ai.cut-off' })
  })

  it('a stop is a stop', async () => {
    const { run, model, restart, saves } = setUp()
    await run.start(job)
    model.say('half')
    await settle()
    await restart().stop()
    expect(saves.at(-1)).toMatchObject({ text: 'half', status: 'stopped' })
  })

  it('an end that was not saved yet is saved as it was', async () => {
    const { run, model, clock, restart, saves, database } = setUp()
    await run.start(job)
    database.error = new Error('down')
    model.say('all')
    model.end()
    await clock.advance(60_000)
    database.error = undefined
    const { seen, done } = await follow(restart(), 0)
    await done
    expect(seen.end?.status).toBe('complete')
    expect(saves.at(-1)).toMatchObject({ text: 'all', status: 'complete' })
  })

  it('in the middle of saving the end, it is saved as it was', async () => {
    const { run, model, restart, saves, database } = setUp()
    await run.start(job)
    database.hangs = true
    model.say('all')
    model.end()
    await settle()
    database.hangs = false
    await restart().alarm()
    expect(saves).toMatchObject([{ text: 'all', status: 'complete' }])
  })

  it('a finished answer can still be read', async () => {
    const { run, model, restart, saves } = setUp()
    await run.start(job)
    model.say('all')
    model.end()
    await settle()
    const before = saves.length
    const { seen, done } = await follow(restart(), 0)
    await done
    expect(seen).toMatchObject({ text: 'all', end: { status: 'complete', failure: null } })
    expect(saves).toHaveLength(before)
  })
})

describe('the alarm', () => {
  it('looks again while the answer runs', async () => {
    const { run, storage, clock } = setUp()
    await run.start(job)
    expect(storage.alarmAt).toBe(clock.now() + 10_000)
    await clock.advance(10_000)
    await run.alarm()
    expect(storage.alarmAt).toBe(clock.now() + 10_000)
  })

  it('puts the storage away an hour after the end was saved, not before', async () => {
    const { run, model, clock, storage } = setUp()
    await run.start(job)
    model.say('all')
    model.end()
    await settle()
    const endedAt = clock.now()
    expect(storage.alarmAt).toBe(endedAt + 3_600_000)
    await clock.advance(60_000)
    await run.alarm()
    expect(storage.stored.size).toBeGreaterThan(0)
    expect(storage.alarmAt).toBe(endedAt + 3_600_000)
    await clock.advance(3_540_000)
    await run.alarm()
    expect(storage.stored.size).toBe(0)
    const { seen, done } = await follow(run, 0)
    await clock.advance(5_000)
    await done
    expect(seen.end?.status).toBe('gone')
  })

  it('clears an object that knows of no answer', async () => {
    const { run, storage } = setUp()
    storage.stored.set('stray', 1)
    await run.alarm()
    expect(storage.stored.size).toBe(0)
  })
})

describe('a clock that jumps', () => {
  const days = 86_400_000

  it('forward costs no word that is not saved yet', async () => {
    const { run, model, clock, saves, database } = setUp()
    await run.start(job)
    database.error = new Error('down')
    model.say('all')
    model.end()
    await clock.advance(60_000)
    clock.jump(400 * days)
    database.error = undefined
    await run.alarm()
    expect(saves.at(-1)).toMatchObject({ text: 'all', status: 'complete' })
  })

  it.each([400 * days, -400 * days])('by %i ms in mid-answer costs nothing', async (ms) => {
    const { run, model, clock, saves } = setUp()
    await run.start(job)
    const { seen, done } = await follow(run, 0)
    model.say('one ')
    await clock.advance(1_000)
    clock.jump(ms)
    model.say('two')
    await clock.advance(1_000)
    expect(saves.at(-1)?.text).toBe('one two')
    model.end()
    await clock.advance(1_000)
    await done
    expect(seen).toMatchObject({ text: 'one two', end: { status: 'complete' } })
    expect(saves.at(-1)?.status).toBe('complete')
  })
})

describe('storage that fails', () => {
  it('costs neither the words nor their saving', async () => {
    const { run, model, saves, storage, lines, clock } = setUp()
    await run.start(job)
    const { seen, done } = await follow(run, 0)
    storage.broken = true
    model.say('still ')
    await clock.advance(1_000)
    expect(saves.at(-1)?.text).toBe('still ')
    model.say('here')
    model.end()
    await clock.advance(3_000)
    await done
    expect(seen).toMatchObject({ text: 'still here', end: { status: 'complete' } })
    expect(saves.at(-1)).toMatchObject({ text: 'still here', status: 'complete' })
    expect(lines.join()).toContain('answer.storage-failed')
  })
})

describe('what is asked', () => {
  const checked = { ...job, means: { keys: null, unlooked: 'Hello' } }

  it('is looked at where the community wishes it, and answered where it is fine', async () => {
    const { run, model, check, saves } = setUp()
    await run.start(checked)
    await settle()
    expect(check.asked).toEqual(['Hello'])
    model.say('Fine.')
    model.end()
    await settle()
    expect(saves.at(-1)).toMatchObject({ text: 'Fine.', status: 'complete' })
  })

  it.each([
    ['held', 'held.provider', 'held.provider'],
    ['not looked at', 'unchecked', 'unchecked'],
    ['harmful and could not be held', new AppError('unavailable', 503), 'unavailable'],
    ['not looked at, whatever broke', new Error('away'), 'unexpected'],
  ])('and is %s goes to no model, and takes nothing', async (_, failure, code) => {
    const { run, model, check, saves } = setUp()
    check.failure = failure
    await run.start(checked)
    const { seen, done } = await follow(run, 0)
    await done
    expect(model.asked).toBe(0)
    expect(seen.end).toEqual({ status: 'failed', failure: code })
    expect(saves.at(-1)).toMatchObject({
      text: '',
      failure: code,
      figures: { inputTokens: 0, outputTokens: 0 },
    })
  })

  it('goes to no model where it is stopped while somebody looks', async () => {
    const { run, model, check, saves } = setUp()
    check.hangs = true
    await run.start(checked)
    await settle()
    await run.stop()
    expect(model.asked).toBe(0)
    expect(saves.at(-1)).toMatchObject({ text: '', status: 'stopped', failure: null })
  })

  it('is looked at when it is its turn', async () => {
    const { run, model, check, queue, clock } = setUp()
    queue.place = { before: 1, own: false }
    check.failure = 'held.provider'
    await run.start({ ...checked, place: queue.place })
    const { seen, done } = await follow(run, 0)
    await clock.advance(2_000)
    expect(check.asked).toEqual([])
    queue.place = null
    await clock.advance(10_000)
    await done
    expect(check.asked).toEqual(['Hello'])
    expect(model.asked).toBe(0)
    expect(seen.end).toEqual({ status: 'failed', failure: 'held.provider' })
  })

  it.each([{ keys: null }, { keys: null, unlooked: null }])(
    'is not looked at where nothing is to be',
    async (means) => {
      const { run, model, check } = setUp()
      check.failure = 'held.provider'
      await run.start({ ...job, means })
      await settle()
      expect(check.asked).toEqual([])
      expect(model.asked).toBe(1)
    },
  )
})
