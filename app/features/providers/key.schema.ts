import { z } from 'zod'
import { lazily } from '~/platform/lazily'

/** What a form has of a key. Shorter ones would be half told by their last four characters. */
export const keyFields = lazily(() =>
  z.object({
    place: z.string('place.invalid').max(600, 'place.invalid'),
    secret: z
      .string('secret.missing')
      .trim()
      .min(1, 'secret.missing')
      .regex(/^[\x21-\x7e]{12,1000}$/, 'secret.invalid'),
  }),
)
export type KeyFields = z.infer<ReturnType<typeof keyFields>>
