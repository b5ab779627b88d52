import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { gate } from '../fixtures/scripted-provider.ts'

/** What the bench tells this process, which reads for it on a core of its own. */
export interface ReadAll {
  url: string
  readers: number
  answers: { answerId: string; cookie: string }[]
  words: number
}

/** p50, p95 and p99 where it is a list. */
export interface StreamFigures {
  finished: number
  lost: number
  doubled: number
  first: number[]
  gaps: number[]
  /** Seconds of processor time that reading took. */
  client: number
}

/** Connections that are opened at once. */
const OPENING = 40

interface Stream {
  text: string
  ended: boolean
  firstMs: number | null
}

const now = () => performance.timeOrigin + performance.now()
const gaps: number[] = []

function open(
  { url, answers }: ReadAll,
  at: number,
  agent: Agent,
): Promise<{ stream: Stream; over: Promise<void> }> {
  const stream: Stream = { text: '', ended: false, firstMs: null }
  const asked = answers[at % answers.length]
  const over = gate()
  return new Promise((resolve) => {
    const asking = request(`${url}/api/answers/${asked?.answerId}`, {
      agent,
      headers: { cookie: asked?.cookie ?? '' },
    })
    const fail = () => {
      over.open()
      resolve({ stream, over: over.opened })
    }
    asking.on('error', fail)
    asking.on('response', (answer) => {
      resolve({ stream, over: over.opened })
      let rest = ''
      let lastAt = 0
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        rest += part
        const frames = rest.split('\n\n')
        rest = frames.pop() ?? ''
        for (const frame of frames) {
          if (frame.includes('event: end')) stream.ended = true
          const said = /^event: text\ndata: (".*")$/m.exec(frame)?.[1]
          if (!said) continue
          const text = String(JSON.parse(said))
          const at = now()
          if (lastAt > 0) gaps.push(at - lastAt)
          lastAt = at
          if (stream.firstMs === null) stream.firstMs = at - Number(text.split(/[: ]/)[1])
          stream.text += text
        }
      })
      answer.on('error', fail)
      answer.on('close', () => over.open())
    })
    asking.end()
  })
}

const shares = (list: number[]) => {
  const sorted = Float64Array.from(list).sort()
  return [0.5, 0.95, 0.99].map((share) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
}

async function readAll(order: ReadAll): Promise<void> {
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY })
  const all: { stream: Stream; over: Promise<void> }[] = []
  for (let at = 0; at < order.readers; at += OPENING) {
    const some = Math.min(OPENING, order.readers - at)
    all.push(
      ...(await Promise.all(Array.from({ length: some }, (_, n) => open(order, at + n, agent)))),
    )
  }
  // What was opened last is taken up before the first word is said.
  await pause(1_000)
  const before = process.cpuUsage()
  process.send?.({ kind: 'ready', figures: {} })
  await Promise.all(all.map(({ over }) => over))
  const { user, system } = process.cpuUsage(before)
  const figures: StreamFigures = {
    ...{ finished: 0, lost: 0, doubled: 0 },
    first: shares(all.flatMap(({ stream }) => stream.firstMs ?? [])),
    gaps: shares(gaps),
    client: (user + system) / 1_000_000,
  }
  for (const { stream } of all) {
    const numbers = stream.text
      .split(' ')
      .filter(Boolean)
      .map((word) => Number(word.split(':')[0]))
    const distinct = new Set(numbers).size
    if (stream.ended) figures.finished += 1
    figures.lost += order.words - distinct
    figures.doubled += numbers.length - distinct
  }
  process.send?.({ kind: 'done', figures })
}

process.on('message', (order: ReadAll) => void readAll(order))
