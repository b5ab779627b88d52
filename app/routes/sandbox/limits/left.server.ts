import type { MyBudget } from '~/features/money/budgets.server'
import { fromMicros } from '~/features/money/micros'
import { budgetsWords } from '~/ui/strings/budgets'
import { wordsIn } from '~/ui/strings/catalogue'

/**
 * What is left of the budgets that one's answers count towards, in words: made on the server, so that
 * a page without any carries nothing of it. Null where nobody set one.
 */
export function leftOf(budgets: readonly MyBudget[], language: string): string | null {
  if (budgets.length === 0) return null
  const { left: words } = wordsIn(language, budgetsWords)
  const lines = budgets.map(({ holder, period, limit, spent }) => {
    const left = (of: number, used: number) => Math.max(0, of - used)
    const amounts = [
      limit.money !== null &&
        words.money(atLeast(left(limit.money, spent.money)), fromMicros(limit.money)),
      limit.tokens !== null &&
        words.tokens(
          left(limit.tokens, spent.tokens).toLocaleString('en'),
          limit.tokens.toLocaleString('en'),
        ),
    ].filter((amount) => amount !== false)
    const whose = holder === 'member' ? words.mine : words.ours
    return words.line(whose[period], amounts.join(', '))
  })
  return [...lines, ...(budgets.some(isNearlySpent) ? [words.nearly] : [])].join(' ')
}

/** Three figures of an amount, and never more than it is: nobody reads the millionths of what is left. */
function atLeast(micros: number): string {
  const step = 10 ** Math.max(0, String(micros).length - 3)
  return fromMicros(Math.floor(micros / step) * step)
}

function isNearlySpent({ limit, spent, warnPercent }: MyBudget): boolean {
  const reached = (of: number | null, used: number) => of !== null && used * 100 >= of * warnPercent
  return reached(limit.money, spent.money) || reached(limit.tokens, spent.tokens)
}
