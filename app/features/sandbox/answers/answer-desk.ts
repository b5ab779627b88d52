import type { AnswerJob, AnswerStorage, Outcome, Place, Unheld } from './answer-job'
import { type AnswerDependencies, AnswerRun } from './answer-run'

/** The storage of a Durable Object, as far as a desk needs it. */
export interface DeskStorage extends AnswerStorage {
  delete(keys: string[]): Promise<number>
}

/** Keys that one call deletes at most. */
const deletedAtOnce = 128

const alarmPrefix = 'alarm:'
const prefixOf = (answerId: string) => `answer:${answerId}:`

/**
 * The answers of one person, each with a part of the storage to itself, and one alarm for them all.
 *
 * One object a person, not one an answer: whose it is, is known before Postgres has said what the
 * answer is called, so that the object wakes up while the message is on its way there. Making a
 * fresh one took more time than all the rest of a first word (docs/decisions/0010-a-persons-answers-in-one-object.md).
 */
export class AnswerDesk {
  readonly #storage: DeskStorage
  readonly #deps: AnswerDependencies
  readonly #runs = new Map<string, AnswerRun>()
  /** When each answer wants to be looked after, in milliseconds since the epoch. */
  readonly #alarms = new Map<string, number>()
  /** When the object's own alarm is due; Infinity when it is not set. */
  #set = Number.POSITIVE_INFINITY
  #loading: Promise<void> | undefined

  constructor(storage: DeskStorage, deps: AnswerDependencies) {
    this.#storage = storage
    this.#deps = deps
  }

  /** Takes up what an earlier life of the object left to be done. Changes nothing. */
  ready(): Promise<void> {
    this.#loading ??= this.#load()
    return this.#loading
  }

  /** Begins an answer; see `AnswerRun.start`. */
  async start(job: AnswerJob): Promise<void> {
    await this.ready()
    await this.#runOf(job.answerId).start(job)
  }

  /** Lets somebody read an answer; see `AnswerRun.attach`. */
  async attach(
    answerId: string,
    from: number,
    say: (place: Place) => string,
  ): Promise<ReadableStream<Uint8Array>> {
    await this.ready()
    return this.#runOf(answerId).attach(from, say)
  }

  /** How an answer ended; see `AnswerRun.outcome`. */
  async outcome(answerId: string): Promise<Outcome | null> {
    await this.ready()
    return this.#runOf(answerId).outcome()
  }

  /** Ends an answer early; see `AnswerRun.stop`. */
  async stop(answerId: string): Promise<void> {
    await this.ready()
    await this.#runOf(answerId).stop()
  }

  /** Looks after every answer that is due. One that can't be looked after now is due again. */
  async alarm(): Promise<void> {
    await this.ready()
    this.#set = Number.POSITIVE_INFINITY
    const now = this.#deps.clock.now()
    const due = [...this.#alarms].filter(([, at]) => at <= now)
    const looked = await Promise.allSettled(
      due.map(async ([answerId, at]) => {
        await this.#runOf(answerId).alarm()
        // It did not ask to be woken again.
        if (this.#alarms.get(answerId) === at) await this.#putAway(answerId)
      }),
    )
    if (this.#alarms.size === 0) return this.#storage.deleteAll()
    await this.#setAlarm()
    const broken = looked.find(({ status }) => status === 'rejected')
    // The platform calls again for an alarm that threw.
    if (broken?.status === 'rejected') throw broken.reason
  }

  async #load(): Promise<void> {
    const stored = await this.#storage.list<number>({ prefix: alarmPrefix })
    for (const [key, at] of stored) this.#alarms.set(key.slice(alarmPrefix.length), at)
    // What an earlier life set is still set, unless its time has come: then it may be spent.
    const earliest = Math.min(Number.POSITIVE_INFINITY, ...this.#alarms.values())
    if (earliest > this.#deps.clock.now()) this.#set = earliest
  }

  #runOf(answerId: string): AnswerRun {
    let run = this.#runs.get(answerId)
    if (!run) {
      run = new AnswerRun(this.#partOf(answerId), this.#deps)
      this.#runs.set(answerId, run)
    }
    return run
  }

  /** The part of the storage that belongs to one answer. */
  #partOf(answerId: string): AnswerStorage {
    const storage = this.#storage
    const prefix = prefixOf(answerId)
    return {
      get: (key) => storage.get(prefix + key),
      put: (entries, options) =>
        storage.put(
          Object.fromEntries(Object.entries(entries).map(([key, value]) => [prefix + key, value])),
          options,
        ),
      list: (options) => storage.list({ prefix: prefix + options.prefix }),
      setAlarm: async (at, options) => {
        this.#alarms.set(answerId, at)
        await Promise.all([
          storage.put({ [alarmPrefix + answerId]: at }, options),
          this.#setAlarm(options),
        ])
      },
      deleteAll: () => this.#putAway(answerId),
    }
  }

  /** Sets the object's alarm where an answer wants to be looked after earlier than it is due. */
  async #setAlarm(options?: Unheld): Promise<void> {
    const earliest = Math.min(Number.POSITIVE_INFINITY, ...this.#alarms.values())
    if (earliest >= this.#set) return
    this.#set = earliest
    await this.#storage.setAlarm(earliest, options)
  }

  async #putAway(answerId: string): Promise<void> {
    this.#runs.delete(answerId)
    this.#alarms.delete(answerId)
    const kept = await this.#storage.list({ prefix: prefixOf(answerId) })
    const keys = [alarmPrefix + answerId, ...kept.keys()]
    for (let at = 0; at < keys.length; at += deletedAtOnce) {
      await this.#storage.delete(keys.slice(at, at + deletedAtOnce))
    }
  }
}
