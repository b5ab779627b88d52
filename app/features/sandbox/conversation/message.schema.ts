import { z } from 'zod'
import { lazily } from '~/platform/lazily'
import { LONGEST_FOLDER, LONGEST_MESSAGE, LONGEST_REASON, LONGEST_TITLE } from './conversation'

/** Characters as Postgres counts them: an emoji is one. */
const characters = (text: string) => [...text].length

/** Browsers send a line's end as two characters; it counts and is kept as one. */
const lines = (text: string) => text.replaceAll('\r\n', '\n')

const words = () =>
  z
    .string({ error: 'message.empty' })
    .transform(lines)
    .refine((text) => text.trim() !== '', { error: 'message.empty', abort: true })
    .refine((text) => !text.includes('\0'), { error: 'message.null', abort: true })
    .refine((text) => characters(text) <= LONGEST_MESSAGE, 'message.too-long')

const key = () => z.uuid({ error: 'stale' })

/** What a form sends with a message. The messages are codes of the catalogue. */
export const messageSchema = lazily(() =>
  z.object({
    message: words(),
    post_key: key(),
    after: z.uuid({ error: 'stale' }).optional(),
    edits: z.uuid({ error: 'stale' }).optional(),
  }),
)

/** What was typed and is not sent yet; nothing at all is a draft too. */
export const draftSchema = lazily(() =>
  z
    .string()
    .default('')
    .transform((text) => lines(text).replaceAll('\0', ''))
    .refine((text) => characters(text) <= LONGEST_MESSAGE, 'message.too-long'),
)

/** What a form sends to begin a conversation without a message. */
export const beginningSchema = lazily(() =>
  z.object({ message: draftSchema(), post_key: key(), agent: z.uuid({ error: 'stale' }) }),
)

/** What a form sends to have an answer made again. */
export const retrySchema = lazily(() =>
  z.object({
    answer: z.uuid({ error: 'stale' }),
    post_key: key(),
    agent: z.uuid({ error: 'stale' }).optional(),
  }),
)

const reason = () =>
  z
    .string({ error: 'report.empty' })
    .transform((text) => lines(text).trim())
    .refine((text) => !text.includes('\0'), { error: 'message.null', abort: true })
    .refine((text) => characters(text) <= LONGEST_REASON, 'reason.too-long')

/** What a person thinks of an answer, and why. The reason's field is every form's for words. */
export const ratingSchema = lazily(() =>
  z.object({
    answer: z.uuid({ error: 'stale' }),
    good: z.enum(['yes', 'no'], { error: 'rating.missing' }),
    message: reason().default(''),
  }),
)

/** What a person reports of an answer to the coaches. */
export const reportSchema = lazily(() =>
  z.object({
    answer: z.uuid({ error: 'stale' }),
    message: reason().refine((text) => text !== '', 'report.empty'),
  }),
)

/** A conversation's new title. */
export const titleSchema = lazily(() =>
  z.object({
    title: z
      .string({ error: 'title.empty' })
      .transform((text) => text.replace(/\s+/g, ' ').trim())
      .refine((text) => text !== '', { error: 'title.empty', abort: true })
      .refine((text) => !text.includes('\0'), { error: 'message.null', abort: true })
      .refine((text) => characters(text) <= LONGEST_TITLE, 'title.too-long'),
  }),
)

/** The folder that a conversation is put in; nothing takes it out. */
export const folderSchema = lazily(() =>
  z
    .string({ error: 'folder' })
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .refine((text) => !/\p{Cc}/u.test(text) && characters(text) <= LONGEST_FOLDER, 'folder')
    .transform((text) => (text === '' ? null : text)),
)

/** The first thing that is wrong, as a code. */
export function firstCode(error: z.ZodError): string {
  return error.issues[0]?.message ?? 'invalid'
}
