import * as z from 'zod'
import { lazily } from '~/platform/lazily'
import { atMost, itemShape, neededText, optionalText } from '../form/item.schema'
import { sourceOf } from './source'
import { parseTime } from './time'
import { captionsProblem } from './transcript'
import { LIMITS } from './video'

const isTime = (text: string) => parseTime(text) !== null

const chapterSchema = () =>
  z.object({
    at: z.string('at.missing').refine(isTime, 'at.form'),
    title: z.string('chapter.missing').refine(atMost(LIMITS.chapter), 'chapter.long'),
  })

/** A video's form, its texts already cleaned by `cleanForm`. Shared by both sides. */
export const videoSchema = lazily(() =>
  z
    .object({
      ...itemShape(),
      address: neededText(LIMITS.address, 'address')
        .optional()
        .default('')
        .refine((address) => !address.startsWith('http:'), 'address.insecure')
        .refine(
          (address) => address === '' || /^http:/.test(address) || sourceOf(address) !== null,
          'address.unknown',
        ),
      length: z
        .string()
        .optional()
        .default('')
        .refine((length) => length === '' || (parseTime(length) ?? 0) > 0, 'length.form'),
      chapters: z.array(chapterSchema()).max(LIMITS.chapters, 'chapters.many').default([]),
      transcript: optionalText(LIMITS.transcript, 'transcript.long').superRefine(
        (text, context) => {
          const problem = captionsProblem(text, null)
          if (problem) {
            context.addIssue({ code: 'custom', message: `${problem.code}:${problem.line}` })
          }
        },
      ),
    })
    .superRefine(({ length, chapters, transcript }, context) => {
      const wrong = (path: (string | number)[], message: string) =>
        context.addIssue({ code: 'custom', path, message })
      const end = parseTime(length)
      const starts = chapters.map(({ at }) => parseTime(at))
      starts.forEach((start, n) => {
        const path = ['chapters', n, 'at']
        if (start === null) return
        if (end !== null && start >= end) wrong(path, 'at.after-end')
        else if (starts.indexOf(start) !== n) wrong(path, 'at.taken')
      })
      const problem = captionsProblem(transcript, end)
      // Whatever else is wrong with them was told already.
      if (problem?.code === 'captions.after-end') {
        wrong(['transcript'], `${problem.code}:${problem.line}`)
      }
    }),
)
