import type { Answerer, Model, ModelUsage } from '~/platform/ai/model'
import { AppError } from '~/platform/errors'
import type { Log } from '~/platform/log.server'
import { wholeSentences } from '../live/sentences'
import { Bell } from './answer-clock'
import { streamEvents } from './answer-events'
import {
  type AnswerEnd,
  type AnswerFigures,
  type AnswerJob,
  type AnswerStorage,
  type Clock,
  heldEnd,
  type Outcome,
  type Place,
  type SaveAnswer,
} from './answer-job'
import { Gathering } from './answer-pace'
import { AnswerSaver } from './answer-saver'
import { AnswerText } from './answer-text'
import { awaitTurn, type TakeTurn } from './answer-turn'

export interface AnswerDependencies {
  model: Model
  /** The model that makes an answer, where its means name another than the environment does. */
  modelOf?: (job: Pick<AnswerJob, 'means'>) => Model
  save: SaveAnswer
  takeTurn: TakeTurn
  /**
   * Has a provider look at what is asked, and holds what must be held.
   *
   * @returns the failure of an answer that is not made; null where the model may be asked
   */
  check: (
    answer: Pick<AnswerJob, 'answerId' | 'claims' | 'of'> & { unlooked: string },
    signal: AbortSignal,
  ) => Promise<AnswerEnd['failure']>
  /** Told of an answer that came whole and is saved. Never rejects. */
  completed?: (job: Pick<AnswerJob, 'answerId' | 'claims' | 'of'>) => Promise<void>
  clock: Clock
  log: Log
}

/** How an answer stands in storage, beside its job and its text. */
interface StoredEnd {
  end: AnswerEnd
  figures: AnswerFigures
  endedAt: number
  /** Nothing is left to save. */
  saved: boolean
  /** How often saving it was given up for a while. */
  tries: number
}

/** What of a job a later life of the object needs. The request is not asked twice. */
type StoredJob = Pick<AnswerJob, 'answerId' | 'claims' | 'of'> & { looked?: boolean }

/** How an answer was made, as far as it was. */
interface Made {
  end: AnswerEnd
  figures: AnswerFigures
}

/** Milliseconds between looks at a running answer, which also keep its object awake. */
const lookEveryMs = 10_000
/** Milliseconds that readers wait for the end to be saved before they are told of it. */
const tellAfterMs = 2_000
/** Milliseconds that a reader waits for an answer that has not been started yet. */
const startWithinMs = 5_000
/** Milliseconds for which the storage outlives the saved answer, for readers who come back. */
const keepMs = 60 * 60_000
/** How often saving an end is tried, at most ten minutes apart: a day, whatever the clock says. */
const giveUpTries = 150

/**
 * One answer: asks the model, keeps what it says, tells whoever reads, and saves it.
 *
 * It outlives the request that asked. It lives in a Durable Object but knows only the storage, so
 * that all of it runs in a test.
 */
export class AnswerRun {
  readonly #storage: AnswerStorage
  readonly #deps: AnswerDependencies
  readonly #text: AnswerText
  readonly #saver: AnswerSaver
  readonly #bell = new Bell()
  #loading: Promise<void> | undefined
  #job: StoredJob | null = null
  #ended: StoredEnd | null = null
  #model: Model
  /** Who answers: the model that is asked, or one that stands in for it. */
  #by: Answerer
  /** Set while the model is asked; aborting it with an AnswerEnd ends the answer that way. */
  #asking: AbortController | null = null
  /** A job that waits for its turn, and where it stands. It outlives the object: nobody was asked. */
  #waiting: AnswerJob | null = null
  #place: Place | null = null
  /** Set while the end is being saved. */
  #saving: Promise<void> | null = null
  /** Readers may know of the end: it is saved, or they have waited long enough. */
  #told = false
  /** Units of the text that were looked through, where nobody is shown any others. */
  #looked = 0

  constructor(storage: AnswerStorage, deps: AnswerDependencies) {
    this.#storage = storage
    this.#deps = deps
    const { model, save, clock, log } = deps
    this.#text = new AnswerText(storage, (error) => this.#storageFailed(error))
    this.#model = model
    this.#by = model
    this.#saver = new AnswerSaver({
      save,
      model: () => this.#by.label,
      clock,
      log,
      saved: (text) => {
        this.#looked = text.length
        // Others were told before it was saved.
        if (this.#job?.looked) this.#bell.ring()
      },
    })
  }

  /** Begins the answer. A second start changes nothing. */
  async start(job: AnswerJob): Promise<void> {
    await this.#load()
    if (this.#job) {
      this.#recover()
      return
    }
    const { answerId, claims, of, means } = job
    this.#job = {
      answerId,
      claims,
      ...(of ? { of } : {}),
      ...(means?.looked ? { looked: true } : {}),
    }
    this.#model = this.#deps.modelOf?.(job) ?? this.#model
    this.#by = toldOf(this.#model)
    if (job.begun) this.#text.append(job.begun)
    if (job.place) this.#waiting = job
    this.#ask(job)
    this.#bell.ring()
    void this.#remember(this.#job, this.#by)
  }

  /**
   * The answer as server-sent events, from unit `from` of its text on (see `streamEvents`), until it
   * is over. One that nobody starts within a few seconds, or that was put away, is over then.
   */
  async attach(from: number, say: (place: Place) => string): Promise<ReadableStream<Uint8Array>> {
    await this.#load()
    this.#recover()
    let gone = false
    if (!this.#job) {
      void this.#deps.clock.sleep(startWithinMs).then(() => {
        if (this.#job) return
        gone = true
        this.#bell.ring()
      })
    }
    const told = () => ({
      text: this.#shown,
      place: this.#place,
      over: gone || (this.#told && this.#ended !== null),
    })
    return streamEvents(told, this.#bell, this.#deps.clock, from, say)
  }

  /** How it ended and what there is of it; null while readers may not know. */
  async outcome(): Promise<Outcome | null> {
    await this.#load()
    this.#recover()
    if (!this.#job) return { status: 'gone', failure: null, text: '' }
    if (!this.#told || !this.#ended) return null
    const end = this.#shownEnd(this.#ended)
    // What is held is not shown any more, however much of it was.
    return { ...end, text: end.failure === heldEnd.failure ? '' : this.#shown }
  }

  /** What readers are shown: all of it, or what was looked through. */
  get #shown(): string {
    const { whole } = this.#text
    return this.#job?.looked ? whole.slice(0, this.#looked) : whole
  }

  /** What is not saved was not looked through either: to its readers it broke off there. */
  #shownEnd({ end, saved }: StoredEnd): AnswerEnd {
    return this.#job?.looked && !saved ? { status: 'cut_off', failure: 'lost' } : end
  }

  /** Ends the answer as the person wished; what came is kept. Resolves when that is saved, or soon. */
  async stop(): Promise<void> {
    await this.#load()
    const stopped: AnswerEnd = { status: 'stopped', failure: null }
    if (!this.#job) return
    if (this.#asking) this.#asking.abort(stopped)
    else if (!this.#ended) this.#finish(this.#job, stopped, this.#unknownFigures())
    this.#recover()
    while (!this.#told) await this.#bell.wait()
  }

  /** Looks after the answer while nobody else does: after a restart, and while saving fails. */
  async alarm(): Promise<void> {
    await this.#load()
    if (this.#asking) return this.#wakeIn(lookEveryMs)
    if (!this.#job) return this.#storage.deleteAll()
    this.#recover()
    await this.#saving
    if (!this.#ended) return
    const { saved, endedAt, tries } = this.#ended
    const age = this.#deps.clock.now() - endedAt
    if (saved && age < keepMs) return this.#wakeIn(keepMs - age)
    if (!saved && tries < giveUpTries) return // Another alarm was set for the next try.
    if (!saved) this.#deps.log.error('answer.given-up', { answerId: this.#job.answerId })
    this.#job = null
    this.#ended = null
    this.#told = false
    this.#text.clear()
    await this.#storage.deleteAll()
  }

  /**
   * Stores whose answer it is, and sets the alarm, once the model has been asked: an object that dies
   * before has said nothing, and Postgres tells the person that nobody answers. Nothing waits for
   * it; the first word is stored after it, and readers get that only when it is.
   */
  async #remember(job: StoredJob, by: Answerer): Promise<void> {
    await this.#deps.clock.sleep(0)
    const unheld = { allowUnconfirmed: true }
    try {
      await Promise.all([
        // Who stands in, if somebody did meanwhile, was stored already.
        this.#storage.put(
          {
            job,
            ...(this.#by === by ? { by } : {}),
            ...(this.#waiting ? { waiting: this.#waiting } : {}),
          },
          unheld,
        ),
        this.#storage.setAlarm(this.#deps.clock.now() + lookEveryMs, unheld),
      ])
    } catch (error) {
      this.#storageFailed(error)
    }
  }

  #load(): Promise<void> {
    this.#loading ??= (async () => {
      const [job, ended, by, waiting] = await Promise.all([
        this.#storage.get<StoredJob>('job'),
        this.#storage.get<StoredEnd>('end'),
        this.#storage.get<Answerer>('by'),
        this.#storage.get<AnswerJob | null>('waiting'),
        this.#text.load(),
      ])
      this.#job = job ?? null
      this.#ended = ended ?? null
      this.#by = by ?? this.#by
      this.#waiting = waiting ?? null
      if (waiting) this.#model = this.#deps.modelOf?.(waiting) ?? this.#model
      this.#told = ended?.saved ?? false
      const clear = ended?.saved && ended.end.failure !== heldEnd.failure
      this.#looked = clear ? this.#text.length : 0
    })()
    return this.#loading
  }

  /**
   * Takes up what an earlier life of the object left: an answer whose model's words were lost with
   * it, or an end that is not saved yet.
   */
  #recover(): void {
    if (!this.#job || this.#asking || this.#saving) return
    if (!this.#ended && this.#waiting) this.#ask(this.#waiting)
    else if (!this.#ended) {
      this.#finish(this.#job, this.#broken('ai.cut-off'), this.#unknownFigures())
    } else if (!this.#ended.saved) this.#settle(this.#job, this.#ended)
  }

  /** What it had taken was lost with the life that asked; that it was asked for is not. */
  #unknownFigures(): AnswerFigures {
    const unknown = { inputTokens: null, outputTokens: null, firstWordMs: null, durationMs: null }
    return { ...this.#askedOf(), ...unknown }
  }

  #askedOf(): Pick<AnswerFigures, 'provider' | 'model' | 'key'> {
    const { provider, name, key } = this.#by
    return { provider, model: name, ...(key ? { key } : {}) }
  }

  /** Of what is looked through, whole sentences: a word that is not whole yet may become another. */
  get #savedWhileGrowing(): string {
    const { whole } = this.#text
    return this.#job?.looked ? whole.slice(0, wholeSentences(whole)) : whole
  }

  #ask(job: AnswerJob): void {
    const asking = new AbortController()
    this.#asking = asking
    const over = new AbortController()
    void this.#saver
      .follow(
        job,
        () => this.#savedWhileGrowing,
        () => this.#bell.wait(),
        over.signal,
      )
      .then((end) => end && asking.abort(end))
    const { signal } = asking
    const made = this.#waiting ? this.#listenInTurn(job, signal) : this.#listen(job, signal)
    void made.then(({ end, figures }) => {
      over.abort()
      this.#asking = null
      this.#finish(job, end, figures)
    })
  }

  /** Waits for its turn, then takes in what the model says; never rejects. */
  async #listenInTurn(job: AnswerJob, signal: AbortSignal): Promise<Made> {
    const { takeTurn: take, clock, log } = this.#deps
    const told = (place: Place | null) => {
      this.#place = place
      this.#bell.ring()
    }
    const failure = await awaitTurn({ job, take, clock, signal, told })
    told(null)
    if (failure || signal.aborted) {
      log.info('answer.not-its-turn', { answerId: job.answerId, failure })
      return this.#unasked(failure, signal)
    }
    // From here on a model is asked: what comes after this life must not ask it again.
    this.#waiting = null
    await this.#storage.put({ waiting: null }).catch((error) => this.#storageFailed(error))
    return this.#listen(job, signal)
  }

  /** An answer that no model was asked for: it took nothing. */
  #unasked(failure: AnswerEnd['failure'], signal: AbortSignal): Made {
    return {
      end: signal.aborted ? this.#asWished(signal.reason) : this.#broken(failure ?? 'unexpected'),
      figures: { ...this.#unknownFigures(), inputTokens: 0, outputTokens: 0 },
    }
  }

  /** Has what is asked looked at; null where the model may be asked. Never rejects. */
  async #look(
    { answerId, claims, of }: AnswerJob,
    unlooked: string,
    signal: AbortSignal,
  ): Promise<Made | null> {
    let failure: AnswerEnd['failure']
    try {
      failure = await this.#deps.check(
        { answerId, claims, unlooked, ...(of ? { of } : {}) },
        signal,
      )
    } catch (error) {
      // Nobody could say, so no model is asked.
      this.#deps.log.error('answer.not-checked', { answerId }, error)
      failure = error instanceof AppError ? error.code : 'unexpected'
    }
    return failure || signal.aborted ? this.#unasked(failure, signal) : null
  }

  /** Takes in what the model says, once it may be asked; never rejects. */
  async #listen(job: AnswerJob, signal: AbortSignal): Promise<Made> {
    const unlooked = job.means?.unlooked
    const unasked = unlooked ? await this.#look(job, unlooked, signal) : null
    if (unasked) return unasked
    const { clock, log } = this.#deps
    const startedAt = clock.now()
    let firstWordMs: number | null = null
    let tokens: ModelUsage = { inputTokens: null, outputTokens: null }
    let end: AnswerEnd = { status: 'complete', failure: null }
    let fits = true
    const gathering = new Gathering(clock, (piece) => {
      fits = this.#text.append(piece) && fits
      this.#bell.ring()
    })
    try {
      for await (const part of this.#model.stream(job.request, signal)) {
        if (signal.aborted) break
        if (part.type === 'end') {
          tokens = part.usage
          continue
        }
        if (part.type === 'model') {
          const { by, why } = part
          this.#answeredBy(by)
          log.warn('answer.handed-on', { answerId: job.answerId, model: by.label, why })
          continue
        }
        firstWordMs ??= clock.now() - startedAt
        gathering.add(part.text)
        if (!fits) break
      }
      gathering.flush()
      if (!fits) throw new AppError('ai.limit', 502)
    } catch (error) {
      gathering.flush()
      if (!(error instanceof AppError) && !signal.aborted) log.error('answer.broke', {}, error)
      end = this.#broken(error instanceof AppError ? error.code : 'unexpected')
    }
    if (signal.aborted) end = this.#asWished(signal.reason)
    else if (end.status === 'complete' && !this.#saidMore(job)) end = this.#broken('ai.cut-off')
    const figures = { ...tokens, firstWordMs, durationMs: clock.now() - startedAt }
    log.info('answer.end', {
      answerId: job.answerId,
      model: this.#by.label,
      ...end,
      ...figures,
      length: this.#text.length,
    })
    return { end, figures: { ...this.#askedOf(), ...figures } }
  }

  /** Another model answers. It is stored before its first word is, for a life that comes after. */
  #answeredBy(by: Answerer): void {
    this.#by = toldOf(by)
    this.#storage
      .put({ by: this.#by }, { allowUnconfirmed: true })
      .catch((error: unknown) => this.#storageFailed(error))
  }

  /** Whether the model said anything to what was there already. */
  #saidMore({ begun = '' }: AnswerJob): boolean {
    return this.#text.length > begun.length
  }

  #asWished(reason: AnswerEnd): AnswerEnd {
    return reason.status === 'stopped' ? reason : this.#broken(reason.failure ?? 'unexpected')
  }

  #broken(failure: string): AnswerEnd {
    return { status: this.#text.length > 0 ? 'cut_off' : 'failed', failure }
  }

  #finish(job: StoredJob, end: AnswerEnd, figures: AnswerFigures): void {
    this.#ended = { end, figures, endedAt: this.#deps.clock.now(), saved: false, tries: 0 }
    this.#settle(job, this.#ended)
  }

  /** Saves the end and tells it to the readers. */
  #settle(job: StoredJob, ended: StoredEnd): void {
    this.#saving = this.#saveEnd(job, ended)
    const soon = job.looked ? [] : [this.#deps.clock.sleep(tellAfterMs)]
    void Promise.race([this.#saving, ...soon]).then(() => {
      this.#told = true
      this.#bell.ring()
    })
  }

  /** Saves the end; sets the alarm that tries again later, or that puts the storage away. */
  async #saveEnd(job: StoredJob, ended: StoredEnd): Promise<void> {
    // Stored first, so that a restart in the middle of saving finds how it ended.
    await this.#store(ended, 60_000)
    const saved = await this.#saver.saveEnd(job, this.#text.whole, ended.end, ended.figures)
    ended.saved = saved !== false
    if (saved === 'held') ended.end = heldEnd
    if (!ended.saved) ended.tries += 1
    await this.#store(ended, ended.saved ? keepMs : Math.min(15_000 * 2 ** ended.tries, 600_000))
    this.#saving = null
    if (ended.saved && ended.end.status === 'complete') await this.#deps.completed?.(job)
  }

  /** Stores how it ended and sets the alarm. Storage that fails keeps nothing from being saved. */
  async #store(ended: StoredEnd, wakeInMs: number): Promise<void> {
    try {
      await Promise.all([this.#storage.put({ end: ended }), this.#wakeIn(wakeInMs)])
    } catch (error) {
      this.#storageFailed(error)
    }
  }

  #wakeIn(ms: number): Promise<void> {
    return this.#storage.setAlarm(this.#deps.clock.now() + ms)
  }

  #storageFailed(error: unknown): void {
    this.#deps.log.error('answer.storage-failed', { answerId: this.#job?.answerId }, error)
  }
}

/** Of a model, what is stored and told. */
const toldOf = ({ label, name, provider, key }: Answerer): Answerer => ({
  label,
  name,
  provider,
  ...(key ? { key } : {}),
})
