import type { Flag } from '~/features/operations/flags.server'
import type { Notice } from '~/features/sandbox/talk-data'
import type { Env } from '~/platform/env.server'

/** What a page of the sandbox says before anybody writes. */
export function noticeOf(flags: readonly Flag[], env: Env): Notice | null {
  if (!flags.includes('sandbox')) return 'off'
  return env.AI_PROVIDER === 'scripted' ? 'practice' : null
}
