import type { MyBudget } from '~/features/money/budgets.server'
import type { Estimate } from '~/features/money/estimate.server'
import { fromMicros } from '~/features/money/micros'
import { budgetsWords } from '~/ui/strings/budgets'
import { wordsIn } from '~/ui/strings/catalogue'

/**
 * What the next answer may cost and how much of what is left that is, in words: made on the server, as
 * what is left. Null where there is no budget in money, or nothing that is known to cost.
 */
export function costOf(
  estimate: Estimate | null,
  budgets: readonly MyBudget[],
  language: string,
): string | null {
  const left = Math.min(
    ...budgets.map(({ limit, spent }) =>
      limit.money === null ? Number.POSITIVE_INFINITY : Math.max(0, limit.money - spent.money),
    ),
  )
  if (!estimate || left === Number.POSITIVE_INFINITY) return null
  const { estimate: words } = wordsIn(language, budgetsWords)
  const { about, most } = estimate
  const percent = Math.round((about * 100) / left)
  const share = about > left ? words.over : percent < 1 ? words.little : words.share(percent)
  return [
    words.line(shortly(about, Math.round), share, shortly(most, Math.ceil)),
    most > left ? words.refused : null,
  ]
    .filter(Boolean)
    .join(' ')
}

/** What an answer may cost by one of several models, in words. */
export function costOfEach({ about, most }: Estimate, language: string): string {
  const { estimate: words } = wordsIn(language, budgetsWords)
  return words.each(shortly(about, Math.round), shortly(most, Math.ceil))
}

/** Two figures of an amount: it is an estimate. */
function shortly(micros: number, round: (amount: number) => number): string {
  const step = 10 ** Math.max(0, String(micros).length - 2)
  return fromMicros(round(micros / step) * step)
}
