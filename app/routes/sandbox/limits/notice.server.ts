import type { MyBudget } from '~/features/money/budgets.server'
import type { Estimate } from '~/features/money/estimate.server'
import type { Flag } from '~/features/operations/flags.server'
import type { Env } from '~/platform/env.server'
import { wordsIn } from '~/ui/strings/catalogue'
import { sandboxNoticesWords } from '~/ui/strings/sandbox-notices'
import { costOf } from './cost.server'
import { leftOf } from './left.server'

/** Who looks at what is entered into an automation before a model is asked; null where nobody does. */
export function looksOf(looks: readonly string[], env: Env, language: string): string | null {
  const words = wordsIn(language, sandboxNoticesWords)
  return (
    [
      looks.includes('coach') ? words.reviewRuns : null,
      // Without an address nothing is sent to one.
      looks.includes('service') && env.AI_MODERATION_URL ? words.serviceRuns : null,
    ]
      .filter(Boolean)
      .join(' ') || null
  )
}

/**
 * What a page of the sandbox says before anybody writes: that nothing can be asked, that a script
 * answers, who looks at a message first, that something is tried out of the agent, what is left of the
 * budgets that one's answers count towards, what the next answer may cost of it, and which attached files
 * are held.
 */
export function noticeOf(
  flags: readonly Flag[],
  env: Env,
  language: string,
  budgets: readonly MyBudget[],
  looks: readonly string[],
  estimate: Estimate | null = null,
  triedOut = false,
  held: readonly string[] = [],
): string | null {
  const words = wordsIn(language, sandboxNoticesWords)
  if (!flags.includes('sandbox')) return words.off
  const practice = env.AI_PROVIDER === 'scripted' ? words.practice : null
  return (
    [
      practice,
      looks.includes('coach') ? words.review : null,
      // Without an address nothing is sent to one.
      looks.includes('service') && env.AI_MODERATION_URL ? words.service : null,
      triedOut ? words.triedOut : null,
      leftOf(budgets, language),
      costOf(estimate, budgets, language),
      held.length > 0 ? words.heldFiles(held) : null,
    ]
      .filter(Boolean)
      .join(' ') || null
  )
}
