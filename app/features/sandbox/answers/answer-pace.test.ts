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

/** Milliseconds from piece to piece of the first, when each tells whatever it may. */
async function paceOf(parts: Part[], { clock, move }: ReturnType<typeof standing>) {
  const next = parts.map(() => clock.now())
  const told: number[] = []
  for (let past = 0; past < 12_000; past += 10) {
    for (const [at, part] of parts.entries()) {
      if ((next[at] ?? 0) > clock.now()) continue
      next[at] = clock.now() + part.pace()
      if (at === 0) told.push(clock.now())
    }
    await move(10)
  }
  // Of the later half: who comes first doesn't know how many come after.
  const later = told.slice(Math.floor(told.length / 2))
  return ((later.at(-1) ?? 0) - (later[0] ?? 0)) / (later.length - 1)
}

it('lets a few texts grow faster than one reads, and makes many wait longer, to a limit', async () => {
  for (const [texts, ms] of [
    [20, 30],
    [100, 150],
    [1_000, 200],
  ] as const) {
    const machine = standing()
    expect(await paceOf(many(machine.clock, 'kept', texts), machine)).toBeCloseTo(ms, -1)
  }
})

it('has many readers told less often, to a limit of their own', async () => {
  for (const [readers, ms] of [
    [100, 12],
    [1_000, 120],
    [20_000, 2_000],
  ] as const) {
    const machine = standing()
    const pace = await paceOf(many(machine.clock, 'read', readers), machine)
    expect(Math.abs(pace - ms)).toBeLessThan(15)
  }
})

it('lets the first pieces of one that grows alone follow at once', () => {
  const [text] = many(standing().clock, 'kept', 1)
  expect(Array.from({ length: 20 }, () => text?.pace())).toEqual(Array(20).fill(0))
})

it('counts nobody who was told nothing yet, or for some seconds', async () => {
  const machine = standing()
  many(machine.clock, 'read', 10_000)
  const [text, ...others] = many(machine.clock, 'kept', 1_000)
  for (const other of others) other.pace()
  await machine.move(6_000)
  expect(await paceOf(text ? [text] : [], machine)).toBe(10)
})

it('keeps the pace of one clock from another', async () => {
  for (const other of many(standing().clock, 'kept', 1_000)) other.pace()
  const machine = standing()
  expect(await paceOf(many(machine.clock, 'kept', 1), machine)).toBe(10)
})

it('makes nobody wait until a clock that was set back is there again', async () => {
  const { clock, move } = standing()
  const [text, ...others] = many(clock, 'kept', 1_000)
  for (const other of others) other.pace()
  text?.pace()
  await move(-100_000)
  expect(text?.pace()).toBeLessThanOrEqual(200)
})

it('gathers what comes too fast, and tells it in order', async () => {
  const { clock, move } = standing()
  const told: string[] = []
  const gathering = new Gathering(clock, (piece) => told.push(piece))
  for (const other of many(clock, 'kept', 1_000)) other.pace()
  gathering.add('one ')
  gathering.add('two ')
  gathering.add('three ')
  expect(told).toEqual(['one '])
  await move(159)
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
  for (const other of many(clock, 'kept', 1_000)) other.pace()
  gathering.add('one')
  gathering.add('x'.repeat(70_000))
  expect(told.length).toBe(2)
  await move(-100_000)
  gathering.add('after')
  expect(told.at(-1)).toBe('after')
})
