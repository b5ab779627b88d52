import { Client } from 'pg'
import { type DelayProxy, startDelayProxy } from '../fixtures/delay-proxy.ts'
import { arrangeSamples } from '../fixtures/every-page.ts'
import { type ServedApp, startServedApp } from '../fixtures/served-app.ts'
import { fieldsOf, HttpPerson } from './http-person.ts'
import { printTable } from './table.ts'

/** Milliseconds that the proxy before Postgres holds each direction. */
const DELAY_MS = 20
const RUNS = 30
/** What may come on top of the provider and the round trips. */
export const EXTRA_MS = 10
const WORD = 'firstword'

export interface FirstToken {
  /** Medians in milliseconds. */
  provider: number
  roundTrip: number
  withJavaScript: number
  withoutJavaScript: number
}

/** Milliseconds until `text` stands in the body; the rest is read to the end, untimed. */
async function untilText(answer: Response, text: string, startedAt: number): Promise<number> {
  const reader = answer.body?.getReader()
  if (!reader) throw new Error('there is no body')
  const decoder = new TextDecoder()
  let seen = ''
  let at: number | undefined
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    seen += decoder.decode(value, { stream: true })
    if (at === undefined && seen.includes(text)) at = performance.now() - startedAt
  }
  if (at === undefined) throw new Error(`${text} never came: ${seen.slice(-300)}`)
  return at
}

const median = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0

async function timed(runs: number, once: () => Promise<number>): Promise<number> {
  for (let warmUp = 0; warmUp < 5; warmUp += 1) await once()
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) times.push(await once())
  return median(times)
}

async function providerAlone({ provider }: ServedApp): Promise<number> {
  return timed(RUNS, async () => {
    const startedAt = performance.now()
    const answer = await fetch(`${provider.baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'scripted', stream: true, messages: [] }),
      signal: AbortSignal.timeout(10_000),
    })
    return untilText(answer, WORD, startedAt)
  })
}

async function roundTripTime(proxy: DelayProxy): Promise<number> {
  const client = new Client({ connectionString: proxy.url })
  await client.connect()
  try {
    return await timed(RUNS, async () => {
      const startedAt = performance.now()
      await client.query('select 1')
      return performance.now() - startedAt
    })
  } finally {
    await client.end()
  }
}

/** From the post to the first word on the wire, beside what the provider takes by itself. */
export async function measureFirstToken(): Promise<FirstToken> {
  let proxy: DelayProxy | undefined
  const app = await startServedApp({
    databaseUrl: () => proxy?.url ?? '',
    beforeWorker: async (postgres) => {
      proxy = await startDelayProxy(postgres.workerUrl, DELAY_MS)
    },
  })
  try {
    if (!proxy) throw new Error('the proxy was not started')
    app.provider.always(async (answer) => {
      await answer.say(WORD)
      await answer.finish()
    })
    const { conversationId, community } = await arrangeSamples(app.sql)
    const person = new HttpPerson(app.url)
    await person.signIn('member@aigym.test')
    const page = `/c/${community}/sandbox/${conversationId}`
    // The page shows the newest messages; an empty talk each time keeps every run alike.
    const forget = () =>
      app.sql.query('delete from public.messages where conversation_id = $1', [conversationId])
    const hidden = async () => fieldsOf(await (await person.get(page)).text(), 'name="message"')

    const withJavaScript = await timed(RUNS, async () => {
      await forget()
      const fields = { ...(await hidden()), community, message: 'How do I begin?' }
      const startedAt = performance.now()
      return untilText(await person.post('/api/answers', fields), WORD, startedAt)
    })
    const withoutJavaScript = await timed(RUNS, async () => {
      await forget()
      const fields = { ...(await hidden()), message: 'How do I begin?' }
      const startedAt = performance.now()
      const posted = await person.post(page, fields)
      await posted.text()
      const next = posted.headers.get('location')?.split('#')[0] ?? page
      return untilText(await person.get(next), WORD, startedAt)
    })
    return {
      provider: await providerAlone(app),
      roundTrip: await roundTripTime(proxy),
      withJavaScript,
      withoutJavaScript,
    }
  } finally {
    await app.stop()
    await proxy?.stop()
  }
}

if (import.meta.main) {
  const { provider, roundTrip, withJavaScript, withoutJavaScript } = await measureFirstToken()
  const row = (what: string, total: number, trips: number) => [
    what,
    total.toFixed(1),
    provider.toFixed(1),
    `${trips} × ${roundTrip.toFixed(1)}`,
    (total - provider - trips * roundTrip).toFixed(1),
  ]
  printTable(
    ['way', 'post to first word, ms', 'the provider alone', 'database round trips', 'the rest'],
    [row('with JavaScript', withJavaScript, 1), row('without JavaScript', withoutJavaScript, 2)],
  )
}
