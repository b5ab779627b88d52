import { z } from 'zod'
import { BOUNDS, type Bounded } from './experiment'

const number = (name: Bounded) =>
  z
    .string()
    .default('')
    .transform((text) => text.trim())
    .refine((text) => /^\d{1,5}$/.test(text), { error: name, abort: true })
    .transform(Number)
    .refine((n) => n >= BOUNDS[name].least && n <= BOUNDS[name].most, name)

/**
 * What a form sends to start an experiment.
 *
 * @param longest characters that an agent's instructions may have, and so those of B
 */
export const experimentFields = (longest: number) =>
  z
    .object({
      what: z.enum(['model', 'instructions'], { error: 'what' }),
      model: z.string().max(250).default(''),
      instructions: z
        .string()
        .default('')
        .transform((text) => text.replaceAll('\r\n', '\n').trim())
        .refine((text) => !text.includes('\0'), { error: 'instructions.null', abort: true })
        .refine((text) => [...text].length <= longest, 'instructions.long'),
      share: number('share'),
      stopRated: number('stopRated'),
      stopDays: number('stopDays'),
      stopConversations: number('stopConversations'),
    })
    .refine(({ what, model }) => what !== 'model' || model !== '', {
      path: ['model'],
      error: 'model',
    })
    .refine(({ what, instructions }) => what !== 'instructions' || instructions !== '', {
      path: ['instructions'],
      error: 'instructions',
    })
    .transform(({ what, model, instructions, ...rest }) => ({
      ...rest,
      change: what === 'model' ? { model } : { instructions },
    }))
