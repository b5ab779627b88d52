import * as z from 'zod'
import { lazily } from '~/platform/lazily'
import { atMost, itemShape, neededText, optionalText } from '../item.schema'
import { LIMITS } from './agent'

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
    style: z.enum(['precise', 'balanced', 'free'], 'style.unknown'),
    length: z.enum(['short', 'medium', 'long'], 'length.unknown'),
  }),
)
