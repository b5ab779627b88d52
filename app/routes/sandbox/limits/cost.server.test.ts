import { describe, expect, it } from 'vitest'
import type { MyBudget } from '~/features/money/budgets.server'
import { costOf, costOfEach } from './cost.server'

const budget = (money: number | null, spent = 0): MyBudget => ({
  holder: 'member',
  period: 'day',
  limit: { money, tokens: 10_000 },
  spent: { money: spent, tokens: 0 },
  warnPercent: 80,
  endsAt: '2026-12-01T00:00:00Z',
})

describe('what the next answer may cost', () => {
  const estimate = { about: 12_345, most: 54_321 }

  it('is not told where nothing costs, nor to who has no budget in money', () => {
    expect(costOf(null, [budget(1_000_000)], 'en')).toBeNull()
    expect(costOf(estimate, [], 'en')).toBeNull()
    expect(costOf(estimate, [budget(null)], 'en')).toBeNull()
  })

  it('is told in two figures, the most of it never too low, with its share of what is left', () => {
    expect(costOf(estimate, [budget(1_000_000, 800_000), budget(9_000_000)], 'en')).toBe(
      'An answer costs about 0.012, 6 % of what is left. ' +
        'For a question of up to 500 letters it is at most 0.055.',
    )
    expect(costOf({ about: 4, most: 7 }, [budget(1_000_000)], 'en')).toContain(
      'about 0.000004, less than 1 % of what is left',
    )
  })

  it('says where it does not fit any more', () => {
    const little = costOf(estimate, [budget(1_000_000, 950_000)], 'en')
    expect(little).toContain('25 % of what is left')
    expect(little).toContain('That is more than is left, so it may be refused.')
    expect(costOf(estimate, [budget(1_000, 2_000)], 'en')).toContain('more than is left')
    expect(costOf(estimate, [budget(54_321)], 'en')).not.toContain('refused')
  })

  it('is told of each model', () => {
    expect(costOfEach({ about: 1_000_000, most: 2_510_000 }, 'en')).toBe('about 1, at most 2.6')
  })
})
