import * as z from 'zod'
import { lazily } from '~/platform/lazily'
import { countCharacters, LIMITS } from './agent'

/** Messages are codes; the catalogue has the words for each. */
const atMost = (limit: number) => (text: string) => countCharacters(text) <= limit

const optional = (limit: number, code: string) =>
  z.string().refine(atMost(limit), code).optional().default('')

/** An agent's form, its texts already cleaned by `cleanAgentForm`. Shared by both sides. */
export const agentSchema = lazily(() =>
  z.object({
    title: z.string('title.missing').refine(atMost(LIMITS.title), 'title.long'),
    summary: optional(LIMITS.summary, 'summary.long'),
    instructions: z
      .string('instructions.missing')
      .refine(atMost(LIMITS.instructions), 'instructions.long'),
    greeting: optional(LIMITS.greeting, 'greeting.long'),
    starterQuestions: z
      .array(z.string().refine(atMost(LIMITS.question), 'question.long').optional())
      .max(LIMITS.questions, 'questions.many')
      .optional()
      .default([])
      .transform((questions) => questions.filter((each) => each !== undefined)),
    style: z.enum(['precise', 'balanced', 'free'], 'style.unknown'),
    length: z.enum(['short', 'medium', 'long'], 'length.unknown'),
  }),
)

/** What a coach can ask of an agent's page. */
export const INTENTS = [
  'save',
  'publish',
  'save-over',
  'publish-over',
  'restore-save',
  'take-back',
  'delete',
  'restore',
] as const

/** As large as Postgres' own. */
const version = () =>
  z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined)

/** What decides how a form is taken, beside the agent's own fields. What is malformed is left out. */
export const wishSchema = lazily(() =>
  z.object({
    intent: z.enum(INTENTS).catch('save'),
    /** The version that the coach saw. */
    version: version(),
    /** The other's version, which the coach decided to save over. */
    over: version(),
    /** Made with the empty form: the same post twice makes one agent. */
    key: z.uuid().optional().catch(undefined),
  }),
)
