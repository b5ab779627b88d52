import { describe, expect, it } from 'vitest'
import type { MyBudget } from '~/features/money/budgets.server'
import { leftOf } from './left.server'

const budget: MyBudget = {
  holder: 'member',
  period: 'day',
  limit: { money: null, tokens: 10_000 },
  spent: { money: 0, tokens: 2_500 },
  warnPercent: 80,
  endsAt: '2026-12-01T00:00:00Z',
}

describe('what is left', () => {
  it('is not told where nobody set a budget', () => {
    expect(leftOf([], 'en')).toBeNull()
  })

  it('is told of each, in money and in tokens', () => {
    const shared: MyBudget = {
      ...budget,
      holder: 'ceiling',
      period: 'month',
      limit: { money: 12_500_000, tokens: 100 },
      spent: { money: 500_000, tokens: 0 },
    }
    expect(leftOf([shared, budget], 'en')).toBe(
      'Left for all this month: 12 of 12.5, 100 of 100 tokens. ' +
        'Left for you today: 7,500 of 10,000 tokens.',
    )
  })

  it('is told in three figures of money, and never as more than it is', () => {
    const left = (money: number) => {
      const limit = { money: 12_500_000, tokens: null }
      return leftOf([{ ...budget, limit, spent: { money: 12_500_000 - money, tokens: 0 } }], 'en')
    }
    expect(left(11_999_912)).toContain(': 11.9 of 12.5.')
    expect(left(999_824)).toContain(': 0.999 of 12.5.')
    expect(left(4_128)).toContain(': 0.00412 of 12.5.')
    expect(left(7)).toContain(': 0.000007 of 12.5.')
    expect(left(0)).toContain(': 0 of 12.5.')
  })

  it('warns from the share on that was chosen, and is never less than nothing', () => {
    const spent = (tokens: number) => leftOf([{ ...budget, spent: { money: 0, tokens } }], 'en')
    expect(spent(7_999)).not.toContain('Not much')
    expect(spent(8_000)).toContain('Not much is left.')
    expect(spent(10_050)).toContain('0 of 10,000')
  })
})
