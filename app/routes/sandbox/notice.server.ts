import type { MyBudget } from '~/features/money/budgets.server'
import type { Flag } from '~/features/operations/flags.server'
import type { Env } from '~/platform/env.server'
import { wordsIn } from '~/ui/strings/catalogue'
import { sandboxNoticesWords } from '~/ui/strings/sandbox-notices'
import { leftOf } from './left.server'

/**
 * What a page of the sandbox says before anybody writes: that nothing can be asked, that a script
 * answers, that a coach reads it first, what is left of the budgets that one's answers count towards.
 */
export function noticeOf(
  flags: readonly Flag[],
  env: Env,
  language: string,
  budgets: readonly MyBudget[],
  review: boolean,
): string | null {
  const words = wordsIn(language, sandboxNoticesWords)
  if (!flags.includes('sandbox')) return words.off
  const practice = env.AI_PROVIDER === 'scripted' ? words.practice : null
  return (
    [practice, review ? words.review : null, leftOf(budgets, language)].filter(Boolean).join(' ') ||
    null
  )
}
