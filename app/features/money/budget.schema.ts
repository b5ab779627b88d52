import { z } from 'zod'
import { lazily } from '~/platform/lazily'
import { HOLDERS } from './budget-holders'
import { toMicros } from './micros'

const count = (name: string) =>
  z
    .string()
    .default('')
    .transform((text) => text.trim().replaceAll(/[ ,]/g, ''))
    .refine((text) => /^\d{0,15}$/.test(text), `${name}.invalid`)
    .transform((text) => (text === '' ? null : Number(text)))

export const budgetFields = lazily(() =>
  z
    .object({
      holder: z.enum(HOLDERS, 'holder.invalid'),
      email: z.string().trim().toLowerCase().max(255, 'email.invalid').default(''),
      period: z.enum(['day', 'month'], 'period.invalid'),
      money: z
        .string()
        .default('')
        .transform((text) => (text.trim() === '' ? null : (toMicros(text) ?? Number.NaN)))
        .refine((micros) => !Number.isNaN(micros), 'money.invalid'),
      tokens: count('tokens'),
      warn: z
        .string()
        .default('80')
        .refine((text) => /^\s*([1-9]\d?|100)\s*$/.test(text), 'warn.invalid')
        .transform(Number),
    })
    .superRefine(({ holder, email, money, tokens }, context) => {
      const wrong = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message })
      if (holder === 'member' && !email.includes('@')) wrong('email', 'email.missing')
      if (money === null && tokens === null) wrong('money', 'money.missing')
    }),
)
export type BudgetFields = z.infer<ReturnType<typeof budgetFields>>
