import { quantile } from '../growth/measure.ts'
import type { Library } from './library.ts'

/** What people do in a library; of a hundred, so many. */
const SHARES = { list: 60, open: 20, search: 12, keep: 8 } as const
export type Deed = keyof typeof SHARES

/** Words of the planted items: common ones, and beginnings of words. */
export const WORDS = ['sample', 'practise', 'kabanva', 'lodor', 'mifelwex', 'tugim', 'rehus']

/** Does one deed as one of the people, whose number is given; answers the status. */
export type Doer = (deed: Deed, person: number, turn: number) => Promise<number>

export interface Speed {
  perSecond: number
  /** Milliseconds. */
  p50: number
  p95: number
  failed: number
  byDeed: Record<Deed, number>
}

const order: Deed[] = Object.entries(SHARES).flatMap(([deed, share]) =>
  Array<Deed>(share).fill(deed as Deed),
)

/** The same deeds in the same order for whoever is measured: 37 has no divisor in common with 100. */
const deedAt = (turn: number): Deed => order[(turn * 37) % order.length] ?? 'list'

/** Has all of the library's people do one deed after the other for so many seconds. */
export async function press(library: Library, seconds: number, act: Doer): Promise<Speed> {
  const times: { deed: Deed; ms: number }[] = []
  let failed = 0
  let turn = 0
  const startedAt = performance.now()
  const endsAt = startedAt + seconds * 1000
  await Promise.all(
    library.people.map(async (_, person) => {
      while (performance.now() < endsAt) {
        const mine = turn
        turn += 1
        const deed = deedAt(mine)
        const begun = performance.now()
        const status = await act(deed, person, mine)
        if (status >= 200 && status < 300) times.push({ deed, ms: performance.now() - begun })
        else failed += 1
      }
    }),
  )
  const elapsed = (performance.now() - startedAt) / 1000
  const of = (deed?: Deed) =>
    times.filter((each) => deed === undefined || each.deed === deed).map(({ ms }) => ms)
  return {
    perSecond: times.length / elapsed,
    p50: quantile(of(), 0.5),
    p95: quantile(of(), 0.95),
    failed,
    byDeed: {
      list: quantile(of('list'), 0.95),
      open: quantile(of('open'), 0.95),
      search: quantile(of('search'), 0.95),
      keep: quantile(of('keep'), 0.95),
    },
  }
}

export const pick = <T>(all: readonly T[], turn: number): T => {
  const one = all[turn % all.length]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}
