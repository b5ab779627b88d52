import { fork } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { ScriptedAnswer } from '../fixtures/scripted-provider.ts'
import { startServedApp } from '../fixtures/served-app.ts'
import { DEMO_PEOPLE, HttpPerson } from './http-person.ts'
import type { ReadAll, StreamFigures } from './streams-readers.ts'
import { printTable } from './table.ts'

/**
 * Readers of answers that stream at 20 words a second: how many this machine holds. Each size is
 * asked in turn until one does not come to an end; the processor time of a word says what more
 * cores, or a core of its own, would carry.
 */
const WORDS_A_SECOND = 20
const SECONDS = 10
/** Milliseconds that all of them have to begin reading, and to come to an end after the last word. */
const OPENED_MS = 240_000
const ENDED_MS = 60_000
/** A size holds when every word came to all, and no more than a twentieth of the gaps is longer. */
const HOLDS_MS = 250

const { values } = parseArgs({
  options: { readers: { type: 'string', default: '100,300,1000,3000,10000' } },
})
const sizes = values.readers.split(',').map(Number)

interface Usage {
  seconds: number
  mebibytes: number
}

/** Processor time and memory of the workerd processes that this one started. */
async function workerUsage(): Promise<Usage> {
  const usage = { seconds: 0, mebibytes: 0 }
  for (const pid of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const [, name, rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(stat) ?? []
    const fields = rest.split(' ')
    if (!name?.startsWith('workerd') || Number(fields[1]) !== process.pid) continue
    usage.seconds += (Number(fields[11]) + Number(fields[12])) / 100
    usage.mebibytes += Number(fields[21]) / 256
  }
  return usage
}

// The model waits for all its readers before it says a word.
const patience = String(OPENED_MS * 1.5)
const vars = { AI_FIRST_WORD_MS: patience, AI_IDLE_MS: patience, AI_TOTAL_MS: patience }
const app = await startServedApp({ vars })
try {
  const askers = await Promise.all(
    DEMO_PEOPLE.map(async ([email, community]) => {
      const person = new HttpPerson(app.url)
      await person.signIn(email)
      return { person, community }
    }),
  )
  const agents = new Map<string, string>()
  for (const { community } of askers) {
    const { rows } = await app.sql.query(
      `select i.id from public.content_items i join public.communities c on c.id = i.community_id
       where c.slug = $1 and i.kind = 'agent' and i.status = 'published' limit 1`,
      [community],
    )
    agents.set(community, rows[0].id)
  }

  /** Asks as a person; answers the answer's id, the model's side of it, and how it is read. */
  async function ask(at: number) {
    const asker = askers[at % askers.length]
    if (!asker) throw new Error('nobody is there')
    const { person, community } = asker
    const held = new Promise<ScriptedAnswer>((resolve) => {
      app.provider.next((answer) => {
        resolve(answer)
        return answer.closed
      })
    })
    const answer = await fetch(`${app.url}/api/answers`, {
      method: 'POST',
      headers: { cookie: person.cookie, origin: app.url },
      body: new URLSearchParams({
        ...{ community, agent: agents.get(community) ?? '', message: `Count for me, ${at}` },
        post_key: crypto.randomUUID(),
      }),
    })
    const reader = answer.body?.getReader()
    const first = new TextDecoder().decode((await reader?.read())?.value)
    void reader?.cancel()
    const { answerId } = JSON.parse(/^data: (.*)$/m.exec(first)?.[1] ?? '{}')
    if (!answerId) throw new Error(`asking answered ${answer.status}`)
    return { answerId: String(answerId), cookie: person.cookie, model: await held }
  }

  async function measure(readers: number) {
    const answers = []
    // A tenth as many answers as readers, up to forty: a class that follows its coach.
    for (let at = 0; at < Math.min(40, Math.max(4, readers / 10)); at += 1)
      answers.push(await ask(at))
    const before = await workerUsage()
    const child = fork(fileURLToPath(new URL('streams-readers.ts', import.meta.url)))
    const told = (kind: string) =>
      new Promise<StreamFigures>((resolve, reject) => {
        child.on('message', (message: { kind: string; figures: StreamFigures }) => {
          if (message.kind === kind) resolve(message.figures)
        })
        child.on('exit', () => reject(new Error('the readers ended early')))
      })
    const [ready, done] = [told('ready'), told('done')]
    done.catch(() => {})
    const order: ReadAll = {
      url: app.url,
      readers,
      answers: answers.map(({ answerId, cookie }) => ({ answerId, cookie })),
      words: WORDS_A_SECOND * SECONDS,
    }
    child.send(order)
    try {
      const opened = await Promise.race([ready, pause(OPENED_MS, null)])
      if (!opened) return { figures: null, usage: before, before, seconds: 0 }
      const started = await workerUsage()
      const startedAt = performance.now()
      for (let word = 0; word < WORDS_A_SECOND * SECONDS; word += 1) {
        const due = startedAt + (word * 1_000) / WORDS_A_SECOND
        await pause(Math.max(0, due - performance.now()))
        // The word says when it was said.
        const said = `${word}:${Math.round(performance.timeOrigin + performance.now())} `
        for (const { model } of answers) void model.say(said)
      }
      for (const { model } of answers) void model.finish()
      const usage = await workerUsage()
      const seconds = (performance.now() - startedAt) / 1_000
      const figures = await Promise.race([done, pause(ENDED_MS, null)])
      return {
        figures,
        usage: { seconds: usage.seconds - started.seconds, mebibytes: usage.mebibytes },
        before,
        seconds,
      }
    } finally {
      child.kill()
    }
  }

  const rows: string[][] = []
  let holds = 0
  let limit = ''
  for (const readers of sizes) {
    const { figures, usage, before, seconds } = await measure(readers)
    if (!figures) {
      limit = `${readers} did not come to an end in time`
      rows.push([String(readers), 'not in time', '', '', '', '', '', '', '', ''])
      break
    }
    const { finished, lost, doubled, first, gaps, client } = figures
    const three = (list: number[]) => list.map((ms) => ms.toFixed(0)).join(' / ')
    const perWord = (usage.seconds * 1_000_000) / (readers * WORDS_A_SECOND * SECONDS)
    const cores = (usage.seconds / seconds).toFixed(2)
    rows.push([
      String(readers),
      `${finished} of ${readers}`,
      String(lost),
      String(doubled),
      three(first),
      three(gaps),
      ((Math.max(0, usage.mebibytes - before.mebibytes) * 1_024) / readers).toFixed(0),
      cores,
      (client / seconds).toFixed(2),
      perWord.toFixed(0),
    ])
    console.log(rows.at(-1)?.join(' | '))
    const whole = finished === readers && lost === 0 && doubled === 0
    if (whole && (gaps[1] ?? 0) <= HOLDS_MS) holds = readers
  }
  printTable(
    [
      'readers',
      'finished',
      'words lost',
      'doubled',
      'ms to the first word: p50 / p95 / p99',
      'ms between words: p50 / p95 / p99',
      'KiB of the Worker a stream',
      'its cores',
      "the readers' cores",
      'µs of the Worker a word and reader',
    ],
    rows,
  )
  console.log(
    `${WORDS_A_SECOND} words a second for ${SECONDS} s; ${holds} readers hold (each word to all, p95 of the gaps at most ${HOLDS_MS} ms)`,
  )
  if (limit) console.log(limit)
} finally {
  await app.stop()
}
