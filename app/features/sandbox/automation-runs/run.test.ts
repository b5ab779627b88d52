import { describe, expect, it } from 'vitest'
import { runState } from './run'

const steps = (...all: [status: string, idle?: boolean][]) =>
  all.map(([status, idle = false]) => ({ status, idle }) as Parameters<typeof runState>[0][number])

describe('a run', () => {
  it.each([
    ['running', steps(['complete'], ['streaming'], ['waiting'])],
    ['running', steps(['complete', true], ['waiting', false])],
    ['cut_off', steps(['complete', true], ['waiting', true])],
    ['cut_off', steps(['cut_off', true], ['waiting', true])],
    ['failed', steps(['complete'], ['failed'], ['waiting'])],
    ['stopped', steps(['stopped'], ['waiting'])],
    ['complete', steps(['complete'], ['complete', true])],
  ] as const)('is %s', (state, all) => {
    expect(runState(all)).toBe(state)
  })
})
