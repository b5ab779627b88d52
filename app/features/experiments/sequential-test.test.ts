import { describe, expect, it } from 'vitest'
import { ALPHA, alwaysValidP, sequentialTest } from './sequential-test'

/** Numbers from 0 up to 1 that are the same each time (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Truth {
  a: number
  b: number
  share: number
  people: number
}

/** How people rate who come one by one. */
function rate(next: () => number, { a, b, share, people }: Truth): string {
  return Array.from({ length: people }, () => {
    const hasB = next() * 100 < share
    const good = next() < (hasB ? b : a)
    if (hasB) return good ? 'B' : 'b'
    return good ? 'A' : 'a'
  }).join('')
}

/** Of so many experiments, the share for which something holds. */
function shareOf(many: number, truth: Truth, holds: (rated: string) => boolean): number {
  const next = numbers(2026)
  let held = 0
  for (let one = 0; one < many; one += 1) if (holds(rate(next, truth))) held += 1
  return held / many
}

const toldApart = (share: number) => (rated: string) => alwaysValidP(rated, share) <= ALPHA

describe('telling two shares apart', { timeout: 30_000 }, () => {
  it('knows nothing before anybody rated', () => {
    expect(sequentialTest('', 50)).toEqual({
      a: { good: 0, of: 0 },
      b: { good: 0, of: 0 },
      p: 1,
      verdict: 'open',
      difference: null,
    })
  })

  it('counts who rated, also those whose counterpart is still to come', () => {
    expect(sequentialTest('AaAAb', 50)).toMatchObject({
      a: { good: 3, of: 4 },
      b: { good: 0, of: 1 },
      verdict: 'open',
    })
  })

  it('says the same for all looks: what was told apart once stays so', () => {
    const rated = rate(numbers(7), { a: 0.3, b: 0.8, share: 50, people: 400 })
    let last = 1
    for (let seen = 0; seen <= rated.length; seen += 10) {
      const { p } = sequentialTest(rated.slice(0, seen), 50)
      expect(p).toBeLessThanOrEqual(last)
      last = p
    }
    expect(last).toBeLessThan(0.001)
  })

  // As p never rises, the last look has what any of the thousand looks had.
  it.each([
    { a: 0.5, b: 0.5, share: 50, people: 1_000 },
    { a: 0.9, b: 0.9, share: 50, people: 1_000 },
    { a: 0.7, b: 0.7, share: 20, people: 1_000 },
    { a: 0.97, b: 0.97, share: 90, people: 1_000 },
  ])(
    'of 1,000 experiments without a difference tells at most 5 % apart, looking after each of 1,000 ratings: %o',
    (truth) => {
      expect(shareOf(1_000, truth, toldApart(truth.share))).toBeLessThanOrEqual(0.05)
    },
  )

  it('finds a real difference, and on which side it is', () => {
    const truth = { a: 0.6, b: 0.8, share: 50, people: 400 }
    const better = (which: string) => (rated: string) => sequentialTest(rated, 50).verdict === which
    expect(shareOf(200, truth, better('b'))).toBeGreaterThan(0.9)
    expect(shareOf(200, { ...truth, a: 0.8, b: 0.6 }, better('a'))).toBeGreaterThan(0.9)
    expect(shareOf(200, { a: 0.5, b: 0.8, share: 20, people: 600 }, toldApart(20))).toBeGreaterThan(
      0.9,
    )
  })

  it('has the difference within its range in at least 95 % of experiments', () => {
    const truth = { a: 0.6, b: 0.75, share: 30, people: 300 }
    const within = (rated: string) => {
      const { difference } = sequentialTest(rated, truth.share)
      return difference !== null && difference.from <= 0.15 && difference.to >= 0.15
    }
    expect(shareOf(300, truth, within)).toBeGreaterThanOrEqual(0.95)
  })

  it('leaves no difference out of the range where it tells nothing apart, and none in where it does', () => {
    const { difference: open } = sequentialTest('AbBaABab'.repeat(5), 50)
    expect(open?.from).toBeLessThan(0)
    expect(open?.to).toBeGreaterThan(0)
    const told = sequentialTest('aBaBABaBab'.repeat(20), 50)
    expect(told.verdict).toBe('b')
    expect(told.difference?.from).toBeGreaterThanOrEqual(0)
  })
})
