import { z } from 'zod'
import { lazily } from '~/platform/lazily'

/** What the form sends that shares a conversation. The messages are codes of the catalogue. */
export const shareSchema = lazily(() =>
  z.object({
    audience: z.enum(['members', 'public'], { error: 'share.audience' }),
    named: z
      .string()
      .optional()
      .transform((sent) => sent !== undefined),
  }),
)
