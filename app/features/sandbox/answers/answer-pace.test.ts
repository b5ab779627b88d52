import { expect, it } from 'vitest'
import type { Clock } from './answer-job'
import { Gathering, takeTime } from './answer-pace'

/** A clock that stands still until it is moved; what sleeps wakes up then. */
function standing() {
  let now = 1_000
  const asleep: { at: number; wake: () => void }[] = []
  const clock: Clock = {
    now: () => now,
    sleep: (ms) => new Promise((wake) => asleep.push({ at: now + ms, wake })),
  }
  const move = async (ms: number) => {
    now += ms
    for (const { at, wake } of asleep) if (at <= now) wake()
    await Promise.resolve()
  }
  return { clock, move }
}

it('lets a few pieces follow at once, then makes each wait longer, to a limit', async () => {
  const { clock, move } = standing()
  const waits = Array.from({ length: 1_000 }, () => takeTime(clock, 'kept'))
  expect(waits.slice(0, 20)).toEqual(Array(20).fill(0))
  expect(waits.at(100)).toBeGreaterThan(0)
  expect(Math.max(...waits)).toBe(200)
  await move(500)
  expect(takeTime(clock, 'kept')).toBe(0)
})

it('lets more readers be told than texts grow', () => {
  const { clock } = standing()
  const waits = Array.from({ length: 100 }, () => takeTime(clock, 'read'))
  expect(Math.max(...waits)).toBe(0)
  for (let at = 0; at < 20; at += 1) takeTime(clock, 'kept')
  expect(takeTime(clock, 'read')).toBeGreaterThan(0)
})

it('keeps the pace of one clock from another', () => {
  const busy = standing().clock
  for (let at = 0; at < 1_000; at += 1) takeTime(busy, 'kept')
  expect(takeTime(standing().clock, 'kept')).toBe(0)
})

it('gathers what comes too fast, and tells it in order', async () => {
  const { clock, move } = standing()
  const told: string[] = []
  const gathering = new Gathering(clock, (piece) => told.push(piece))
  for (let at = 0; at < 1_000; at += 1) takeTime(clock, 'kept')
  gathering.add('one ')
  gathering.add('two ')
  gathering.add('three ')
  expect(told).toEqual(['one '])
  await move(199)
  expect(told).toEqual(['one '])
  await move(1)
  expect(told).toEqual(['one ', 'two three '])
  gathering.add('four')
  gathering.flush()
  expect(told.join('')).toBe('one two three four')
})

it('holds back no more than it may, nor until a clock that was set back is there again', async () => {
  const { clock, move } = standing()
  const told: string[] = []
  const gathering = new Gathering(clock, (piece) => told.push(piece))
  for (let at = 0; at < 1_000; at += 1) takeTime(clock, 'kept')
  gathering.add('one')
  gathering.add('x'.repeat(70_000))
  expect(told.length).toBe(2)
  await move(-100_000)
  gathering.add('after')
  expect(told.at(-1)).toBe('after')
})
