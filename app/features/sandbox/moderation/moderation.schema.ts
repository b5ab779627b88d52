import { z } from 'zod'
import { lazily } from '~/platform/lazily'
import { ticked } from '~/platform/ticked'
import { LONGEST_REFUSAL, LONGEST_WORD, MOST_WORDS } from './held'

const characters = (text: string) => [...text].length

/** Letters and numbers that have to stand before an asterisk. */
const LEAST_BEGINNING = 3
const beginning = (word: string) => word.match(/[\p{L}\p{N}]/gu)?.length ?? 0

/** What a form sends to set what a community holds: one word or phrase a line. */
export const holdFields = lazily(() =>
  z
    .object({
      words: z
        .string()
        .default('')
        .refine((text) => !text.includes('\0'), { error: 'words.null', abort: true })
        .transform((text) => [
          ...new Set(
            text
              .split('\n')
              // Some keyboards have only the wide asterisk.
              .map((line) => line.replaceAll('＊', '*').replace(/\s+/g, ' ').trim())
              .filter((line) => line !== ''),
          ),
        ])
        .refine((words) => words.length <= MOST_WORDS, { error: 'words.many', abort: true })
        .refine((words) => words.every((word) => characters(word) <= LONGEST_WORD), {
          error: 'words.long',
          abort: true,
        })
        .refine((words) => words.every((word) => /[\p{L}\p{N}]/u.test(word)), {
          error: 'words.empty',
          abort: true,
        })
        .refine((words) => words.every((word) => !word.slice(0, -1).includes('*')), {
          error: 'words.asterisk',
          abort: true,
        })
        .refine(
          (words) =>
            words.every((word) => !word.endsWith('*') || beginning(word) >= LEAST_BEGINNING),
          'words.short',
        ),
      does: z.enum(['hold', 'refuse'], { error: 'does.missing' }),
      refusal: z
        .string()
        .default('')
        .transform((text) => text.replaceAll('\r\n', '\n').trim())
        .refine((text) => !text.includes('\0'), { error: 'words.null', abort: true })
        .refine((text) => characters(text) <= LONGEST_REFUSAL, 'refusal.long'),
      answers: ticked(),
      review: ticked(),
      provider: ticked(),
    })
    .refine(({ does, refusal }) => does === 'hold' || refusal !== '', {
      path: ['refusal'],
      error: 'refusal.missing',
    })
    .transform(({ does, ...rest }) => ({ ...rest, refuses: does === 'refuse' })),
)
