import { z } from 'zod'
import { lazily } from '~/platform/lazily'
import { GREATEST_LIMIT } from './limits'

const limit = () =>
  z
    .string()
    .default('')
    .transform((text) => text.trim().replaceAll(/[ ,]/g, ''))
    .refine((text) => text === '' || /^[1-9]\d{0,4}$/.test(text), {
      error: 'limit.invalid',
      abort: true,
    })
    .transform((text) => (text === '' ? null : Number(text)))
    .refine((count) => count === null || count <= GREATEST_LIMIT, 'limit.invalid')

/** What a form sends to limit messages and answers; an empty field limits nothing. */
export const limitFields = lazily(() =>
  z.object({
    personMessages: limit(),
    communityMessages: limit(),
    personAnswers: limit(),
    communityAnswers: limit(),
  }),
)
