import type { Flag } from '~/features/operations/flags.server'
import type { Env } from '~/platform/env.server'
import { wordsIn } from '~/ui/strings/catalogue'
import { sandboxNoticesWords } from '~/ui/strings/sandbox-notices'

/** What a page of the sandbox says before anybody writes: nothing can be asked, or a script answers. */
export function noticeOf(flags: readonly Flag[], env: Env, language: string): string | null {
  const words = wordsIn(language, sandboxNoticesWords)
  if (!flags.includes('sandbox')) return words.off
  return env.AI_PROVIDER === 'scripted' ? words.practice : null
}
