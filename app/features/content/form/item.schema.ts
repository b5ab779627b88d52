import * as z from 'zod'
import { lazily } from '~/platform/lazily'
import { countCharacters, ITEM_LIMITS } from '../item'
import { TAG_LIMITS, tagsOf } from '../tags'

/** Messages are codes; the catalogue has the words for each. */
export const atMost = (limit: number) => (text: string) => countCharacters(text) <= limit

/** A text that may be left empty. */
export const optionalText = (limit: number, code: string) =>
  z.string().refine(atMost(limit), code).optional().default('')

/** A text that must be there. */
export const neededText = (limit: number, name: string) =>
  z.string(`${name}.missing`).refine(atMost(limit), `${name}.long`)

/** The fields of an item of any kind, its texts already cleaned by `cleanForm`. */
export const itemShape = () => ({
  title: neededText(ITEM_LIMITS.title, 'title'),
  summary: optionalText(ITEM_LIMITS.summary, 'summary.long'),
  tags: z
    .string()
    .optional()
    .default('')
    .superRefine((text, context) => {
      const tags = tagsOf(text)
      const long = tags.find((tag) => countCharacters(tag) > TAG_LIMITS.each)
      if (long) context.addIssue({ code: 'custom', message: `tags.long:${beginning(long)}` })
      else if (tags.length > TAG_LIMITS.most) {
        context.addIssue({ code: 'custom', message: 'tags.many' })
      }
    }),
})

/** As much of a tag as tells which one is meant. */
const beginning = (tag: string) => `${[...tag].slice(0, 20).join('')}…`

/** What a coach can ask of an item's page. */
export const INTENTS = [
  'save',
  'publish',
  'submit',
  'save-over',
  'publish-over',
  'submit-over',
  'restore-save',
  'preview',
  'take-back',
  'send-back',
  'archive',
  'delete',
  'restore',
  'schedule',
  'unschedule',
  'hand-over',
] as const
export type Intent = (typeof INTENTS)[number]

/** As large as Postgres' own. */
const version = () =>
  z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined)

/** Of a time that clocks show twice, since they are set back. */
const TURNS = ['first', 'second'] as const
export type Turn = (typeof TURNS)[number]

/** What decides how a form is taken, beside the item's own fields. What is malformed is left out. */
export const wishSchema = lazily(() =>
  z.object({
    intent: z.enum(INTENTS).catch('save'),
    /** The version that the coach saw. */
    version: version(),
    /** The other's version, which the coach decided to save over. */
    over: version(),
    /** Made with the empty form: the same post twice makes one item. */
    key: z.uuid().optional().catch(undefined),
    /** A local date and time, as its field sends it: whether it is one is told beside the field. */
    publishAt: z.string().max(40).optional().catch(undefined),
    /** Which is meant where clocks show it twice. */
    turn: z.enum(TURNS).optional().catch(undefined),
    /** Who is to look after it. */
    owner: z.uuid().optional().catch(undefined),
  }),
)
