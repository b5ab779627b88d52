import { z } from 'zod'
import { lazily } from '~/platform/lazily'
import { ticked } from '~/platform/ticked'

/** What the form sends that shares a conversation. The messages are codes of the catalogue. */
export const shareSchema = lazily(() =>
  z.object({
    audience: z.enum(['members', 'public'], { error: 'share.audience' }),
    named: ticked(),
  }),
)
