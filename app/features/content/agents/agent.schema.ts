import * as z from 'zod'
import { lazily } from '~/platform/lazily'
import { ticked } from '~/platform/ticked'
import { atMost, itemShape, neededText, optionalText } from '../form/item.schema'
import { LIMITS, MOST } from './agent'

/** A provider, a space, and what it calls a model. */
const MODEL = /^[a-z][a-z0-9-]{0,39} [^\p{Cc}]{1,200}$/u

/** From 0 on, with two places at most; people write either sign. */
const TEMPERATURE = /^\d([.,]\d{1,2})?$/
/** From 1 on. */
const TOKENS = /^[1-9]\d{0,4}$/

/** A number that may be left out, as it was entered. */
const optionalNumber = (form: RegExp, most: number, code: string) =>
  z
    .string()
    .optional()
    .default('')
    .refine(
      (text) => text === '' || (form.test(text) && Number(text.replace(',', '.')) <= most),
      code,
    )

/** An agent's form, its texts already cleaned by `cleanForm`. Shared by both sides. */
export const agentSchema = lazily(() =>
  z.object({
    ...itemShape(),
    instructions: neededText(LIMITS.instructions, 'instructions'),
    greeting: optionalText(LIMITS.greeting, 'greeting.long'),
    starterQuestions: z
      .array(z.string().refine(atMost(LIMITS.question), 'question.long').optional())
      .max(LIMITS.questions, 'questions.many')
      .optional()
      .default([])
      .transform((questions) => questions.filter((each) => each !== undefined)),
    knowledge: z
      .array(z.string().optional())
      .max(LIMITS.knowledge, 'knowledge.many')
      .optional()
      .default([])
      .transform((known) => known.filter((each) => each !== undefined)),
    models: z
      .array(z.string().regex(MODEL, 'models.unknown').optional())
      .max(LIMITS.models, 'models.unknown')
      .optional()
      .default([])
      .transform((models) => [...new Set(models.filter((each) => each !== undefined))]),
    givenAgain: ticked(),
    cheapestFirst: ticked(),
    temperature: optionalNumber(TEMPERATURE, MOST.temperature, 'temperature.range'),
    tokens: optionalNumber(TOKENS, MOST.tokens, 'tokens.range'),
    style: z.enum(['precise', 'balanced', 'free'], 'style.unknown'),
    length: z.enum(['short', 'medium', 'long'], 'length.unknown'),
  }),
)
