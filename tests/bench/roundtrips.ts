import type { DelayProxy } from '../fixtures/delay-proxy.ts'
import { startDistantApp } from '../fixtures/distant-app.ts'
import {
  accounts,
  addressOf,
  arrangeSamples,
  notPages,
  type Role,
  roles,
  routePatterns,
} from '../fixtures/every-page.ts'
import { HttpPerson } from './http-person.ts'
import { posts } from './posts.ts'
import { printTable } from './table.ts'

/** Milliseconds that the proxy holds each direction. */
const DELAY_MS = 20

export interface Measured {
  what: string
  who: Role
  status: number
  /** Database round trips on a warm connection. */
  warm: number
  /** The same where every connection had to be opened first; null where that was not measured. */
  cold: number | null
  /** Milliseconds on a warm connection, the body included. */
  ms: number
}

interface Sample {
  status: number
  trips: number
  connections: number
  ms: number
}

/** Milliseconds within which what is written after an answer has begun. */
const AFTERWARDS_MS = 25

/**
 * Counts the round trips that an answer waited for. What is written after the one before (a refusal,
 * for the audit) is awaited first, so that it falls on no other.
 */
async function sample(proxy: DelayProxy, ask: () => Promise<Response>): Promise<Sample> {
  await new Promise((begun) => setTimeout(begun, AFTERWARDS_MS))
  await proxy.quiet()
  proxy.reset()
  const startedAt = performance.now()
  const answer = await ask()
  await answer.text()
  const ms = performance.now() - startedAt
  return { status: answer.status, trips: proxy.roundTrips(), connections: proxy.connections(), ms }
}

/**
 * Samples until no connection had to be opened for it. Where that took more round trips than `allowed`
 * it samples again: on a busy machine a batch may leave in two pieces, a true one more comes every time.
 */
async function warm(allowed: number, take: () => Promise<Sample>): Promise<Sample> {
  let least: Sample | undefined
  let found = 0
  for (let tries = 0; tries < 40 && found < 10; tries += 1) {
    const result = await take()
    if (result.connections > 0) continue
    found += 1
    if (!least || result.trips < least.trips) least = result
    if (least.trips <= allowed) break
  }
  if (!least) throw new Error('every try opened a connection')
  return least
}

/**
 * Opens every page of the route map as every role, and posts every form, with the Worker's database
 * behind a proxy that delays each direction and counts round trips.
 */
export async function measureRoundTrips(): Promise<{ pages: Measured[]; posts: Measured[] }> {
  const app = await startDistantApp(DELAY_MS)
  try {
    const counted = app.proxy
    const samples = await arrangeSamples(app.sql)
    const people = new Map<Role, HttpPerson>()
    for (const role of roles) {
      const person = new HttpPerson(app.url)
      if (role !== 'nobody') await person.signIn(accounts[role])
      people.set(role, person)
    }
    const personOf = (role: Role) => people.get(role) ?? new HttpPerson(app.url)

    const pages: Measured[] = []
    const patterns = routePatterns().filter((each) => !notPages.some((rule) => rule.test(each)))
    for (const pattern of patterns) {
      const path = addressOf(pattern, samples)
      for (const who of roles) {
        const ask = () => personOf(who).get(path)
        const hot = await warm(1, () => sample(counted, ask))
        counted.cut()
        const cold = await sample(counted, ask)
        pages.push({
          what: pattern,
          who,
          status: hot.status,
          warm: hot.trips,
          cold: cold.trips,
          ms: hot.ms,
        })
      }
    }

    const posted: Measured[] = []
    // Opens every connection that the pool's objects may hold, so that a post need not be repeated.
    const member = personOf('member')
    const crowd = Array.from({ length: 64 }, () => member.get('/c/northside/dashboard'))
    for (const answer of await Promise.all(crowd)) await answer.text()
    for (const { what, who, prepare } of posts) {
      const result = await warm(2, async () => {
        const person = new HttpPerson(app.url)
        if (who !== 'nobody') await person.signIn(accounts[who])
        return sample(counted, await prepare({ person, samples, app }))
      }).catch((error: Error) => {
        throw new Error(`${what}: ${error.message}`)
      })
      posted.push({
        what,
        who,
        status: result.status,
        warm: result.trips,
        cold: null,
        ms: result.ms,
      })
    }
    return { pages, posts: posted }
  } finally {
    await app.stop()
  }
}

if (import.meta.main) {
  const { pages, posts } = await measureRoundTrips()
  const rows = (list: Measured[]) =>
    list.map(({ what, who, status, warm, cold, ms }) => [
      what,
      who,
      String(status),
      String(warm),
      cold === null ? '' : String(cold),
      ms.toFixed(0),
    ])
  const head = ['who', 'status', 'round trips, warm', 'cold', 'ms']
  printTable(['page', ...head], rows(pages))
  console.log('')
  printTable(['form', ...head], rows(posts))
}
