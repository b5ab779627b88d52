import { describe, expect, it } from 'vitest'
import { fromMicros, toMicros } from './micros'

describe('an amount', () => {
  it('is read to the micro-unit, with a point or a comma', () => {
    expect(toMicros('0.15')).toBe(150_000)
    expect(toMicros(' 12 ')).toBe(12_000_000)
    expect(toMicros('0,000001')).toBe(1)
    expect(toMicros('999999999.999999')).toBe(999_999_999_999_999)
  })

  it('is none where it is no plain number, or finer than a micro-unit', () => {
    for (const text of ['', '-1', '1e3', '.5', '1.', '0.0000001', '1,000.5', '1000000000', 'ten']) {
      expect(toMicros(text)).toBeNull()
    }
  })

  it('is written as it can be read again', () => {
    expect([0, 1, 150_000, 12_000_000, -1_500_000].map(fromMicros)).toEqual([
      '0',
      '0.000001',
      '0.15',
      '12',
      '-1.5',
    ])
    expect(toMicros(fromMicros(360_150_001))).toBe(360_150_001)
  })
})
