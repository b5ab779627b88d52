import { z } from 'zod'
import { PROVIDERS } from '~/platform/ai/providers'
import { lazily } from '~/platform/lazily'
import { ticked } from '~/platform/ticked'
import { toMicros } from './micros'

/** Micro-units of a price that the list takes, for a million tokens. */
const MOST = 1_000_000_000_000

const line = (name: string, most: number) =>
  z
    .string(`${name}.missing`)
    .trim()
    .min(1, `${name}.missing`)
    .refine((text) => [...text].length <= most && !/\p{Cc}/u.test(text), `${name}.invalid`)

const tokens = (name: string, least: number, most: number) =>
  z
    .string(`${name}.invalid`)
    .trim()
    .regex(/^\d{1,9}$/, `${name}.invalid`)
    .transform(Number)
    .refine((count) => count >= least && count <= most, `${name}.invalid`)

/** Left empty: none is known. */
const price = (name: string) =>
  z
    .string()
    .default('')
    .transform((text) => (text.trim() === '' ? null : (toMicros(text) ?? Number.NaN)))
    .refine((micros) => micros === null || micros <= MOST, `${name}.invalid`)

const told = () => ({
  label: line('label', 80),
  contextTokens: tokens('contextTokens', 256, 100_000_000),
  maxOutputTokens: tokens('maxOutputTokens', 1, 100_000_000),
  inputPrice: price('inputPrice'),
  outputPrice: price('outputPrice'),
  takesImages: ticked(),
  enabled: ticked(),
})

interface Told {
  contextTokens: number
  maxOutputTokens: number
  inputPrice: number | null
  outputPrice: number | null
}

const holdsTogether = <T extends Told>(model: T, context: z.RefinementCtx<T>) => {
  const wrong = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message })
  if (model.maxOutputTokens > model.contextTokens) wrong('maxOutputTokens', 'maxOutputTokens.more')
  if ((model.inputPrice === null) !== (model.outputPrice === null)) {
    const missing = model.inputPrice === null ? 'inputPrice' : 'outputPrice'
    wrong(missing, 'price.half')
  }
}

export const newModel = lazily(() =>
  z
    .object({
      provider: z.enum(PROVIDERS, 'provider.invalid'),
      name: line('name', 200),
      ...told(),
    })
    .superRefine(holdsTogether),
)
export type NewModel = z.infer<ReturnType<typeof newModel>>

export const changedModel = lazily(() => z.object(told()).superRefine(holdsTogether))
export type ChangedModel = z.infer<ReturnType<typeof changedModel>>
