import { describe, expect, it } from 'vitest'
import type { Model, ModelPart } from '~/platform/ai/model'
import { createLog } from '~/platform/log.server'
import { AnswerDesk, type DeskStorage } from './answer-desk'
import type { AnswerJob, AnswerSave, Clock } from './answer-job'

const id = (last: number) => `0198c0de-0000-7000-8000-00000000000${last}`
const hourMs = 60 * 60_000

function jobOf(answerId: string): AnswerJob {
  return {
    answerId,
    claims: {
      sub: 'person',
      session_id: 'session',
      role: 'authenticated',
      aal: 'aal1',
      email: '',
      exp: 0,
    },
    request: {
      agentName: 'Ada',
      instructions: '',
      history: [{ author: 'person', text: answerId }],
    },
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** Says the id that it was asked with, and ends when it is told to. */
class EchoModel implements Model {
  readonly label = 'Echo'
  readonly name = 'echo'
  readonly provider = 'scripted'
  readonly practicePartner = false
  readonly #ends: (() => void)[] = []

  endAll(): void {
    for (const end of this.#ends.splice(0)) end()
  }

  async *stream(
    request: { history: readonly { text: string }[] },
    signal: AbortSignal,
  ): AsyncGenerator<ModelPart> {
    yield { type: 'text', text: request.history[0]?.text ?? '' }
    await new Promise<void>((resolve) => {
      this.#ends.push(resolve)
      signal.addEventListener('abort', () => resolve())
    })
    signal.throwIfAborted()
    yield { type: 'end', reason: 'stop', usage: { inputTokens: 1, outputTokens: 1 } }
  }
}

class MemoryStorage implements DeskStorage {
  readonly stored = new Map<string, unknown>()
  alarmAt: number | null = null
  alarmsSet = 0

  async get<T>(key: string): Promise<T | undefined> {
    return structuredClone(this.stored.get(key)) as T | undefined
  }

  async put(entries: Record<string, unknown>): Promise<void> {
    for (const [key, value] of Object.entries(entries)) this.stored.set(key, structuredClone(value))
  }

  async list<T>({ prefix }: { prefix: string }): Promise<Map<string, T>> {
    const found = [...this.stored].filter(([key]) => key.startsWith(prefix))
    return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)) as [string, T][])
  }

  async delete(keys: string[]): Promise<number> {
    if (keys.length > 128) throw new Error('too many keys')
    for (const key of keys) this.stored.delete(key)
    return keys.length
  }

  async deleteAll(): Promise<void> {
    this.stored.clear()
    this.alarmAt = null
  }

  async setAlarm(at: number): Promise<void> {
    this.alarmAt = at
    this.alarmsSet += 1
  }
}

function setUp() {
  const storage = new MemoryStorage()
  const model = new EchoModel()
  const saves: AnswerSave[] = []
  const database = { error: undefined as Error | undefined }
  const time = { now: 1_000_000 }
  const clock: Clock = {
    now: () => time.now,
    // Nothing here waits for a time to pass but for the next turn.
    sleep: (ms) => (ms <= 0 ? Promise.resolve() : new Promise(() => {})),
  }
  const live = () =>
    new AnswerDesk(storage, {
      model,
      clock,
      log: createLog({}, 'error', () => {}),
      takeTurn: async () => null,
      check: async () => null,
      save: async (save) => {
        if (database.error) throw database.error
        saves.push(save)
        return 'continue'
      },
    })
  /** Lets the object's alarm ring when it is due, as the platform does. */
  const ring = async (desk: AnswerDesk) => {
    if (storage.alarmAt === null) throw new Error('no alarm is set')
    time.now = Math.max(time.now, storage.alarmAt)
    storage.alarmAt = null
    await desk.alarm()
    await settle()
  }
  return { storage, model, saves, database, time, desk: live(), restart: live, ring }
}

const saved = (saves: AnswerSave[], answerId: string) =>
  saves.filter((save) => save.answerId === answerId).map(({ text, status }) => [text, status])

describe('a person’s answers', () => {
  it('are made side by side, and none has another’s words', async () => {
    const { desk, model, saves } = setUp()
    await Promise.all([desk.start(jobOf(id(1))), desk.start(jobOf(id(2)))])
    await settle()
    await Promise.all([settle(), desk.stop(id(2))])
    model.endAll()
    await settle()
    expect(saved(saves, id(1))).toEqual([[id(1), 'complete']])
    expect(saved(saves, id(2))).toEqual([[id(2), 'stopped']])
  })

  it('waking up keeps nothing and sets nothing', async () => {
    const { desk, storage } = setUp()
    await desk.ready()
    expect(storage.stored.size).toBe(0)
    expect(storage.alarmsSet).toBe(0)
  })

  it('share one alarm, which is the earliest', async () => {
    const { desk, storage, time, ring, model } = setUp()
    await desk.start(jobOf(id(1)))
    await settle()
    const first = storage.alarmAt
    expect(first).toBe(time.now + 10_000)
    time.now += 4_000
    await desk.start(jobOf(id(2)))
    await settle()
    expect(storage.alarmAt).toBe(first)
    await ring(desk)
    // The second was not due; the first is looked after again in ten seconds.
    expect(storage.alarmAt).toBe((first ?? 0) + 4_000)
    model.endAll()
    await settle()
    await ring(desk)
    expect(storage.alarmAt).toBe(time.now - 4_000 + hourMs)
  })

  it('are put away one by one, and with the last of them all of the storage', async () => {
    const { desk, storage, model, time, ring } = setUp()
    await desk.start(jobOf(id(1)))
    model.endAll()
    await settle()
    await desk.start(jobOf(id(2)))
    await settle()
    expect(storage.stored.has(`answer:${id(1)}:end`)).toBe(true)
    for (let rings = 0; rings < 400 && storage.stored.has(`answer:${id(1)}:end`); rings += 1) {
      await ring(desk)
    }
    expect(time.now).toBeGreaterThanOrEqual(1_000_000 + hourMs)
    expect([...storage.stored.keys()].filter((key) => key.includes(id(1)))).toEqual([])
    expect(storage.stored.has(`answer:${id(2)}:job`)).toBe(true)
    model.endAll()
    await settle()
    for (let rings = 0; rings < 400 && storage.stored.size > 0; rings += 1) await ring(desk)
    expect(storage.alarmAt).toBeNull()
  })

  it('that a restart interrupted are all ended, by the alarm alone', async () => {
    const { desk, restart, saves, ring } = setUp()
    await desk.start(jobOf(id(1)))
    await desk.start(jobOf(id(2)))
    await settle()
    await ring(restart())
    expect(saved(saves, id(1))).toEqual([[id(1), 'cut_off']])
    expect(saved(saves, id(2))).toEqual([[id(2), 'cut_off']])
  })

  it('are looked after although an alarm was lost in an earlier life', async () => {
    const { desk, restart, storage, time } = setUp()
    await desk.start(jobOf(id(1)))
    await settle()
    storage.alarmAt = null
    time.now += hourMs
    await restart().start(jobOf(id(2)))
    await settle()
    expect(storage.alarmAt).not.toBeNull()
  })

  it('a long one is deleted in calls of a size that storage takes', async () => {
    const { desk, storage, ring, model } = setUp()
    await desk.start(jobOf(id(1)))
    model.endAll()
    await settle()
    for (let at = 0; at < 200; at += 1) {
      storage.stored.set(`answer:${id(1)}:text:${String(at).padStart(6, '0')}`, 'piece')
    }
    for (let rings = 0; rings < 400 && storage.stored.size > 0; rings += 1) await ring(desk)
    expect(storage.stored.size).toBe(0)
  })
})
