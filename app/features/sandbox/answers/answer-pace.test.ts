import { expect, it } from 'vitest'
import type { Clock } from './answer-job'
import { Gathering, type Part, takePart } from './answer-pace'

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

const many = (clock: Clock, kind: 'kept' | 'read', count: number) =>
  Array.from({ length: count }, () => takePart(clock, kind))

/** Milliseconds from piece to piece of one that tells whatever it may. */
async function paceOf(part: Part | undefined, { clock, move }: ReturnType<typeof standing>) {
  const before = clock.now()
  for (let piece = 0; piece < 20; piece += 1) await move(part?.pace() ?? 0)
  return (clock.now() - before) / 20
}

it('lets a few texts grow faster than one reads, and makes many wait longer, to a limit', async () => {
  const machine = standing()
  const [text] = many(machine.clock, 'kept', 20)
  expect(await paceOf(text, machine)).toBeCloseTo(30, -1)
  many(machine.clock, 'kept', 80)
  expect(await paceOf(text, machine)).toBeCloseTo(150, -1)
  many(machine.clock, 'kept', 1_000)
  expect(await paceOf(text, machine)).toBeCloseTo(200, -1)
})

it('has many readers told less often, to a limit of their own', async () => {
  const machine = standing()
  const [reader] = many(machine.clock, 'read', 100)
  expect(await paceOf(reader, machine)).toBeLessThan(15)
  many(machine.clock, 'read', 900)
  expect(await paceOf(reader, machine)).toBeCloseTo(120, -1)
  many(machine.clock, 'read', 99_000)
  expect(await paceOf(reader, machine)).toBeCloseTo(2_000, -1)
})

it('lets the first pieces of one that grows alone follow at once', () => {
  const [text] = many(standing().clock, 'kept', 1)
  expect(Array.from({ length: 20 }, () => text?.pace())).toEqual(Array(20).fill(0))
})

it('counts nobody who has left, and nobody twice', async () => {
  const machine = standing()
  const [text, ...others] = many(machine.clock, 'kept', 100)
  for (const other of [...others, ...others]) other.leave()
  expect(await paceOf(text, machine)).toBeLessThan(2)
})

it('keeps the pace of one clock from another', async () => {
  many(standing().clock, 'kept', 1_000)
  const machine = standing()
  expect(await paceOf(takePart(machine.clock, 'kept'), machine)).toBeLessThan(2)
})

it('makes nobody wait until a clock that was set back is there again', async () => {
  const { clock, move } = standing()
  const [text] = many(clock, 'kept', 1_000)
  text?.pace()
  await move(-100_000)
  expect(text?.pace()).toBeLessThanOrEqual(200)
})

it('gathers what comes too fast, and tells it in order', async () => {
  const { clock, move } = standing()
  const told: string[] = []
  const gathering = new Gathering(clock, (piece) => told.push(piece))
  many(clock, 'kept', 1_000)
  gathering.add('one ')
  gathering.add('two ')
  gathering.add('three ')
  expect(told).toEqual(['one '])
  await move(159)
  expect(told).toEqual(['one '])
  await move(1)
  expect(told).toEqual(['one ', 'two three '])
  gathering.add('four')
  gathering.end()
  expect(told.join('')).toBe('one two three four')
})

it('holds back no more than it may, nor until a clock that was set back is there again', async () => {
  const { clock, move } = standing()
  const told: string[] = []
  const gathering = new Gathering(clock, (piece) => told.push(piece))
  many(clock, 'kept', 1_000)
  gathering.add('one')
  gathering.add('x'.repeat(70_000))
  expect(told.length).toBe(2)
  await move(-100_000)
  gathering.add('after')
  expect(told.at(-1)).toBe('after')
})
