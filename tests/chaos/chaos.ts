import { setTimeout as pause } from 'node:timers/promises'
import { DEMO_PEOPLE, HttpPerson } from '../bench/http-person.ts'
import type { ServedApp } from '../fixtures/served-app.ts'
import { answerByLines, ModelLine } from './model-lines.ts'
import {
  askInBrowser,
  type Browser,
  numbered,
  type Reader,
  readEvents,
  readPage,
  wordsIn,
} from './readers.ts'
import { type Random, randomFrom, scriptedText } from './scripted-text.ts'
import { killWorker } from './worker-process.ts'

export interface ChaosSize {
  /** Chunks of an answer: as many boundaries. */
  chunks: number
  /** Answers that are cut at once, each at a boundary of its own. */
  lanes: number
  seed: number
}

export interface ChaosReport {
  readers: number
  worker: number
  model: number
  cuts: number
  lost: number
  doubled: number
  modelCalls: number
  expectedCalls: number
  runs: number
  expectedRuns: number
  /** Milliseconds from a cut to the next word or the end, by what was cut. */
  waits: Record<string, number[]>
  /** Milliseconds from a cut of the Worker to its first answer. */
  away: number[]
  complaints: string[]
}

interface Asker {
  person: HttpPerson
  community: string
  agent: string
}

/**
 * Cuts readers, the Worker and the model server at every chunk boundary of scripted answers, and
 * compares what each reader saw with what was kept.
 */
export class Chaos {
  readonly #app: ServedApp
  readonly #size: ChaosSize
  readonly #random: Random
  readonly #lines: Map<string, ModelLine>
  readonly #askers: Asker[] = []
  #asked = 0
  #looking: Promise<unknown> = Promise.resolve()
  readonly report: ChaosReport = {
    ...{ readers: 0, worker: 0, model: 0, cuts: 0, lost: 0, doubled: 0 },
    ...{ modelCalls: 0, expectedCalls: 0, runs: 0, expectedRuns: 0 },
    ...{ waits: {}, away: [], complaints: [] },
  }

  constructor(app: ServedApp, size: ChaosSize) {
    this.#app = app
    this.#size = size
    this.#random = randomFrom(size.seed)
    this.#lines = answerByLines(app.provider)
  }

  async begin(): Promise<void> {
    for (const [email, community] of DEMO_PEOPLE) {
      const person = new HttpPerson(this.#app.url)
      await person.signIn(email)
      const { rows } = await this.#app.sql.query(
        `select i.id from public.content_items i join public.communities c on c.id = i.community_id
         where c.slug = $1 and i.kind = 'agent' and i.status = 'published' limit 1`,
        [community],
      )
      this.#askers.push({ person, community, agent: rows[0].id })
    }
  }

  /** The readers' connections: one answer, one reader for each boundary and way of reading. */
  async cutReaders(): Promise<void> {
    const { url } = this.#app
    const { chunks } = this.#size
    const asked = await this.#ask()
    const { line, browser, asker, path } = asked
    const at = (boundary: number, reader: Reader) => ({ boundaries: [boundary], reader })
    const all = Array.from({ length: chunks }, (_, boundary) => boundary)
    const events = (options = {}) => readEvents(asker.person, url, browser.answerId, options)
    const readers = [
      ...all.map((boundary) => at(boundary, events({ losesLastEvent: boundary % 3 === 2 }))),
      ...all.map((boundary) => at(boundary, readPage(asker.person, url, path))),
      { boundaries: all, reader: events() },
      { boundaries: all, reader: readPage(asker.person, url, path) },
      { boundaries: all, reader: browser },
    ]
    for (const boundary of all) {
      await line.send(boundary)
      // Half of the cuts come when the words are there, half while they are on their way.
      if (boundary % 2 === 0)
        await this.#until(() =>
          readers.every(({ reader }) => reader.seen.length >= line.due.length),
        )
      else await pause(this.#random() * 8)
      for (const { boundaries, reader } of readers) {
        if (!boundaries.includes(boundary)) continue
        reader.cut()
        this.report.readers += 1
      }
    }
    await line.finish()
    await this.#settled(
      asked,
      readers.map(({ reader }) => reader),
      'a reader',
      'complete',
    )
    this.report.expectedCalls += 1
  }

  /** The Worker, killed or replaced as a new release does, with answers at several boundaries. */
  async cutWorker(): Promise<void> {
    const { chunks, lanes } = this.#size
    for (let first = 0; first < chunks; first += lanes) {
      const boundaries = Array.from(
        { length: Math.min(lanes, chunks - first) },
        (_, lane) => first + lane,
      )
      const release = (first / lanes) % 2 === 1
      await this.#cutAll(boundaries, 'the Worker', async (broken) => {
        const cutAt = performance.now()
        for (const { readers } of broken) for (const reader of readers) reader.cut()
        // A killed one is started again by Miniflare, on the same storage.
        if (release) await this.#app.stack.worker.reload()
        else await killWorker()
        await this.#until(async () => (await fetch(`${this.#app.url}/healthz`)).ok)
        this.report.worker += broken.length
        const away = performance.now() - cutAt
        this.report.away.push(away)
        return away
      })
    }
  }

  /** The model server's connections. */
  async cutModel(): Promise<void> {
    const { chunks, lanes } = this.#size
    for (let first = 0; first < chunks; first += lanes) {
      const boundaries = Array.from(
        { length: Math.min(lanes, chunks - first) },
        (_, lane) => first + lane,
      )
      await this.#cutAll(boundaries, 'the model server', async (broken) => {
        for (const { line } of broken) line.cut()
        this.report.model += broken.length
        return 0
      })
    }
  }

  async finish(): Promise<ChaosReport> {
    const { report } = this
    for (const line of this.#lines.values()) report.modelCalls += line.calls
    const { rows } = await this.#app.sql.query(
      `select count(*)::int as runs, count(distinct message_id)::int as answers from public.ai_runs`,
    )
    report.runs = rows[0].runs
    if (rows[0].runs !== rows[0].answers) report.complaints.push('an answer has two runs')
    report.cuts = report.readers + report.worker + report.model
    return report
  }

  /** Has an answer cut at each of these boundaries by one blow, then asked for again. */
  async #cutAll(
    boundaries: number[],
    what: string,
    /** @returns milliseconds for which nobody could have been answered */
    blow: (broken: (Asked & { readers: Reader[] })[]) => Promise<number>,
  ): Promise<void> {
    const { url } = this.#app
    const broken = await Promise.all(
      boundaries.map(async (boundary) => {
        const asked = await this.#ask()
        const { person } = asked.asker
        const readers: Reader[] = [
          asked.browser,
          readEvents(person, url, asked.browser.answerId),
          readPage(person, url, asked.path),
        ]
        await asked.line.asked()
        // Where what came was seen, all of it must be kept; where it is on its way, what was seen.
        const seen = boundary % 2 === 0
        await asked.line.send(seen ? boundary : boundary % 4 === 1 ? 0 : boundary - 1)
        await this.#until(() => readers.every((reader) => reader.seen === asked.line.due))
        return { ...asked, readers, boundary, seen }
      }),
    )
    await Promise.all(broken.map(({ line, boundary }) => line.send(boundary)))
    const shown = broken.map(({ readers }) => readers.map((reader) => reader.seen))
    const blownAt = performance.now()
    const away = await blow(broken)
    await Promise.all(
      broken.map(async (asked, lane) => {
        const { readers, line, browser, seen } = asked
        const kept = await this.#settled(asked, readers, what, null, away)
        const received = seen || what === 'the model server' ? line.due : ''
        if (!kept.startsWith(received)) this.#lost(received, kept, `${what}: received and not kept`)
        for (const before of shown[lane] ?? []) {
          if (!kept.startsWith(before)) this.#lost(before, kept, `${what}: seen and not kept`)
        }
        if (!line.scripted.text.startsWith(kept))
          this.report.complaints.push(`${what}: strange words were kept`)
        // A way to go on: one tap or one click, and the whole answer comes.
        const again = await browser.retry()
        await again.over
        this.#waitsOf(`${what}, the first word after trying again`).push(
          again.firstAt - blownAt - away,
        )
        const text = await this.#saved(again.answerId)
        if (
          again.end !== 'complete' ||
          text.text !== line.scripted.text ||
          again.seen !== text.text
        ) {
          this.report.complaints.push(`${what}: trying again gave ${again.end}`)
        }
        this.report.expectedCalls += 2
        this.report.expectedRuns += 1
      }),
    )
  }

  async #ask(): Promise<Asked> {
    const asker = this.#askers[this.#asked % this.#askers.length]
    if (!asker) throw new Error('nobody was signed in')
    this.#asked += 1
    const message = `Question ${this.#asked}`
    const line = new ModelLine(scriptedText(this.#random, this.#size.chunks))
    this.#lines.set(message, line)
    const { community, agent, person } = asker
    const browser = await askInBrowser(person, this.#app.url, { community, agent, message })
    this.report.expectedRuns += 1
    const path = `/c/${community}/sandbox/${browser.conversationId}`
    return { asker, line, browser, path }
  }

  /** Waits until all have read to the end, and compares. @returns what was kept */
  async #settled(
    asked: Asked,
    readers: Reader[],
    what: string,
    status: string | null,
    away = 0,
  ): Promise<string> {
    await Promise.all(readers.map((reader) => reader.over))
    const saved = await this.#saved(asked.browser.answerId)
    const { complaints } = this.report
    const wanted = status ?? (saved.text === '' ? 'failed' : 'cut_off')
    if (saved.status !== wanted) complaints.push(`${what}: saved as ${saved.status}, not ${wanted}`)
    for (const reader of readers) {
      complaints.push(
        ...reader.complaints.map((complaint) => `${what}, ${reader.kind}: ${complaint}`),
      )
      this.#waitsOf(`${what}, ${reader.kind}`).push(
        ...reader.waits.map((ms) => Math.max(0, ms - away)),
      )
      if (reader.end !== null && reader.end !== saved.status) {
        complaints.push(`${what}, ${reader.kind}: told ${reader.end}, saved as ${saved.status}`)
      }
      const page = 'html' in reader ? String(reader.html) : null
      if (page === null) this.#compare(reader.seen, saved.text, `${what}, ${reader.kind}`)
      else {
        this.#lost(numbered(reader.seen).join(' '), numbered(saved.text).join(' '), `${what}, page`)
        this.#compare(wordsIn(page).join(' '), numbered(saved.text).join(' '), `${what}, page`)
        if (status === null && !page.includes('value="retry"'))
          complaints.push(`${what}: the page has no way to go on`)
      }
    }
    return saved.text
  }

  #waitsOf(what: string): number[] {
    this.report.waits[what] ??= []
    return this.report.waits[what]
  }

  #compare(seen: string, kept: string, what: string): void {
    if (seen === kept) return
    const [saw, has] = [numbered(seen), numbered(kept)]
    const doubled = saw.length - new Set(saw).size
    const missing = has.filter((word) => !saw.includes(word)).length
    this.report.doubled += doubled
    this.report.lost += Math.max(missing, doubled === 0 ? 1 : 0)
    this.report.complaints.push(
      `${what}: saw ${JSON.stringify(seen)}, kept ${JSON.stringify(kept)}`,
    )
  }

  /** Notes what is in `had` and not in `kept`. */
  #lost(had: string, kept: string, what: string): void {
    if (kept.startsWith(had)) return
    const words = numbered(had).filter((word) => !numbered(kept).includes(word)).length
    this.report.lost += Math.max(1, words)
    this.report.complaints.push(`${what}: ${JSON.stringify(had)} of ${JSON.stringify(kept)}`)
  }

  async #saved(answerId: string): Promise<{ text: string; status: string }> {
    let row: { text: string; status: string } | undefined
    await this.#until(async () => {
      row = await this.#row(answerId)
      return row !== undefined && row.status !== 'streaming'
    })
    if (!row) throw new Error('an answer was not saved')
    return row
  }

  /** One question at a time: there is one connection. */
  #row(answerId: string): Promise<{ text: string; status: string } | undefined> {
    const asking = this.#looking.then(async () => {
      const { rows } = await this.#app.sql.query(
        'select text, status from public.messages where id = $1',
        [answerId],
      )
      return rows[0]
    })
    this.#looking = asking.catch(() => {})
    return asking
  }

  async #until(holds: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
    const until = performance.now() + limitMs
    while (
      !(await Promise.resolve()
        .then(holds)
        .catch(() => false))
    ) {
      if (performance.now() > until) throw new Error('nothing happened in time')
      await pause(3)
    }
  }
}

interface Asked {
  asker: Asker
  line: ModelLine
  browser: Browser
  path: string
}
