import { Agent } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { Client } from 'pg'
import { startDistantApp } from '../fixtures/distant-app.ts'
import { arrangeSamples } from '../fixtures/every-page.ts'
import { gate } from '../fixtures/scripted-provider.ts'
import { startServedApp } from '../fixtures/served-app.ts'
import { ANSWER, type AskAs, askAtOnce, WORD } from './first-token/crowd.ts'
import { openWebUiProgram, startOpenWebUi } from './first-token/open-webui.ts'
import { type OurCrowd, ourCrowd } from './first-token/ours.ts'
import { fieldsOf, HttpPerson, timeOnTheWire } from './http-person.ts'
import { printTable } from './table.ts'

/** Milliseconds that the proxy before Postgres holds each direction. */
const DELAY_MS = 20
/** Asks each way, after those that warm up. */
const RUNS = 40
const WARM_UPS = 100

/** What is measured, in milliseconds each. `post` is the first half of the way without JavaScript. */
const WAYS = [
  'round trip',
  'provider',
  'healthz',
  'page',
  'with JavaScript',
  'without JavaScript',
  'post',
] as const
type Way = (typeof WAYS)[number]

/** Medians in milliseconds. */
export type FirstToken = Record<Way, number>

const median = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0

/**
 * From the post to the first word on the wire, beside what the provider, a round trip and a page take
 * by themselves. One of each in turn, so that whatever else the machine does falls on all alike.
 */
export async function measureFirstToken(runs = RUNS): Promise<FirstToken> {
  const app = await startDistantApp(DELAY_MS)
  const client = new Client({ connectionString: app.proxy.url })
  try {
    await client.connect()
    // The answer ends when its first word was read: what comes later is not in the way of it.
    let read = gate()
    app.provider.always(async (answer) => {
      await answer.say(WORD)
      await Promise.race([read.opened, answer.closed])
      await answer.finish()
    })
    const { conversationId, community } = await arrangeSamples(app.sql)
    const person = new HttpPerson(app.url)
    await person.signIn('member@aigym.test')
    const page = `/c/${community}/sandbox/${conversationId}`
    const provider = new HttpPerson(app.provider.baseUrl)
    /** An empty talk each time keeps every run alike. */
    const form = async () => {
      read = gate()
      await app.sql.query('delete from public.messages where conversation_id = $1', [
        conversationId,
      ])
      const hidden = fieldsOf(await (await person.get(page)).text(), 'name="message"')
      return new URLSearchParams({ ...hidden, community, message: 'How do I begin?' })
    }
    const word = (path: string, sent: URLSearchParams | null) =>
      person.onTheWire(path, sent, WORD, () => read.open())

    const ways: Record<Exclude<Way, 'post'>, () => Promise<Partial<FirstToken>>> = {
      'round trip': async () => {
        const startedAt = performance.now()
        await client.query('select 1')
        return { 'round trip': performance.now() - startedAt }
      },
      provider: async () => {
        read = gate()
        const { ms } = await provider.onTheWire(
          '/chat/completions',
          { model: 'scripted', stream: true, messages: [] },
          WORD,
          () => read.open(),
        )
        return { provider: ms }
      },
      healthz: async () => ({ healthz: (await person.onTheWire('/healthz', null)).ms }),
      page: async () => ({ page: (await person.onTheWire(page, null)).ms }),
      'with JavaScript': async () => ({
        'with JavaScript': (await word('/api/answers', await form())).ms,
      }),
      'without JavaScript': async () => {
        const posted = await person.onTheWire(page, await form())
        const next = posted.location?.split('#')[0] ?? page
        const { ms } = await word(next, null)
        return { post: posted.ms, 'without JavaScript': posted.ms + ms }
      },
    }
    const times = Object.fromEntries(WAYS.map((way) => [way, [] as number[]]))
    for (let run = -WARM_UPS; run < runs; run += 1) {
      for (const once of Object.values(ways)) {
        const took = await once()
        if (run >= 0) for (const [way, ms] of Object.entries(took)) times[way]?.push(ms)
      }
    }
    return Object.fromEntries(WAYS.map((way) => [way, median(times[way] ?? [])])) as FirstToken
  } finally {
    await client.end().catch(() => {})
    await app.stop()
  }
}

/** People who ask at once, and how often they do. */
const CROWDS: [people: number, rounds: number][] = [
  [1, 40],
  [100, 4],
  [300, 3],
]
/** Of Open WebUI's time above the provider's own. */
const GOAL_OF_THEIRS = 0.1

/** Prints how long people who ask at once wait, here and in Open WebUI. @returns whether the goals hold */
async function compareCrowds(): Promise<boolean> {
  const most = Math.max(...CROWDS.map(([people]) => people))
  const app = await startServedApp({ direct: true })
  const rows: string[][] = []
  let holds = true
  try {
    app.provider.always(ANSWER)
    app.provider.lists((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'scripted', object: 'model' }] }))
    })
    const ours = await ourCrowd(app, most)
    const agent = new Agent({ keepAlive: true })
    const asked = JSON.stringify({ model: 'scripted', stream: true, messages: [] })
    const alone: AskAs = async () => {
      const asking = { agent, method: 'POST' as const, headers: {}, body: asked }
      return (await timeOnTheWire(`${app.provider.baseUrl}/chat/completions`, asking, WORD)).ms
    }
    const program = openWebUiProgram()
    const theirs = program ? await startOpenWebUi(program, app.provider.baseUrl) : null
    try {
      const systems = { 'AI GYM': ours.ask, ...(theirs ? { 'Open WebUI': theirs.ask } : {}) }
      for (const ask of Object.values(systems)) await askAtOnce(20, 3, ask)
      for (const [people, rounds] of CROWDS) {
        const provider = await askAtOnce(people, rounds, alone)
        const above: number[] = []
        for (const [name, ask] of Object.entries(systems)) {
          const { p50, p95, failed } = await askAtOnce(people, rounds, ask)
          above.push(p50 - provider.p50)
          const times = [p50 - provider.p50, p95 - provider.p95].map((ms) => ms.toFixed(1))
          rows.push([name, String(people), ...times, String(failed)])
          if (name === 'AI GYM' && failed > 0) holds = false
        }
        const [mine = 0, other] = above
        if (people > 1 && other !== undefined && mine > other * GOAL_OF_THEIRS) holds = false
      }
    } finally {
      await theirs?.stop()
    }
    const saved = await untilSaved(ours)
    if (saved.whole < saved.asked) holds = false
    console.log('Asked at once: ms to the first word above the provider’s own, by HTTP on loopback')
    printTable(['', 'people', 'p50', 'p95', 'failed'], rows)
    console.log(
      `AI GYM kept ${saved.asked} questions, ${saved.whole} of them with the whole answer`,
    )
    if (!program) console.log('Open WebUI was not measured: name its program in OPEN_WEBUI')
  } finally {
    await app.stop()
  }
  return holds
}

/** What is kept once all that was said is; the last answers are still being written when they end. */
async function untilSaved({ saved }: OurCrowd) {
  for (let tries = 0; ; tries += 1) {
    const now = await saved()
    if (now.whole >= now.asked || tries > 40) return now
    await setTimeout(250)
  }
}

if (import.meta.main) {
  const medians = await measureFirstToken()
  const { 'round trip': trip, provider } = medians
  const row = (what: string, way: Way, trips: number, ownMs: number) => [
    what,
    medians[way].toFixed(1),
    ownMs === 0 ? '' : ownMs.toFixed(1),
    trips === 0 ? '' : `${trips} × ${trip.toFixed(1)}`,
    (medians[way] - ownMs - trips * trip).toFixed(1),
  ]
  printTable(
    ['way', 'ms', 'the provider alone', 'database round trips', 'the rest'],
    [
      row('with JavaScript: post to first word', 'with JavaScript', 1, provider),
      row('without JavaScript: post to first word', 'without JavaScript', 2, provider),
      row('of that, the post', 'post', 1, 0),
      row('beside it: the page without an answer', 'page', 1, 0),
      row('beside it: /healthz', 'healthz', 0, 0),
    ],
  )
  if (!(await compareCrowds())) process.exitCode = 1
}
