import { addressOf, arrangeSamples } from '../fixtures/every-page.ts'
import { startServedApp } from '../fixtures/served-app.ts'
import { HttpPerson } from './http-person.ts'
import { printTable } from './table.ts'

const SECONDS = 4
const CONCURRENCY = [1, 20, 100]
const PAGES = ['/c/:community/agents', '/c/:community/sandbox/:conversationId']

export interface PageSpeed {
  page: string
  atOnce: number
  perSecond: number
  p95: number
  failed: number
}

async function press(
  ask: () => Promise<Response>,
  atOnce: number,
): Promise<Omit<PageSpeed, 'page'>> {
  const times: number[] = []
  let failed = 0
  const endsAt = performance.now() + SECONDS * 1000
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < endsAt) {
        const begun = performance.now()
        const answer = await ask()
        await answer.arrayBuffer()
        if (answer.status === 200) times.push(performance.now() - begun)
        else failed += 1
      }
    }),
  )
  const seconds = (performance.now() - startedAt) / 1000
  times.sort((a, b) => a - b)
  return {
    atOnce,
    perSecond: times.length / seconds,
    p95: times[Math.floor(times.length * 0.95)] ?? Number.NaN,
    failed,
  }
}

/** Requests per second and p95 of a library page and a conversation page, signed in. */
export async function measurePages(): Promise<PageSpeed[]> {
  const app = await startServedApp({ direct: true })
  try {
    const samples = await arrangeSamples(app.sql)
    const person = new HttpPerson(app.url)
    await person.signIn('member@aigym.test')
    const results: PageSpeed[] = []
    for (const page of PAGES) {
      const ask = () => person.get(addressOf(page, samples))
      await press(ask, 4)
      for (const atOnce of CONCURRENCY) results.push({ page, ...(await press(ask, atOnce)) })
    }
    return results
  } finally {
    await app.stop()
  }
}

if (import.meta.main) {
  const results = await measurePages()
  printTable(
    ['page', 'at once', 'requests/s', 'p95 ms', 'failed'],
    results.map(({ page, atOnce, perSecond, p95, failed }) => [
      page,
      String(atOnce),
      perSecond.toFixed(0),
      p95.toFixed(0),
      String(failed),
    ]),
  )
}
