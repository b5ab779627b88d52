import * as z from 'zod'
import { lazily } from '~/platform/lazily'
import { LENGTHS, type Length } from '../agents/agent'
import { itemShape, neededText, optionalText } from '../form/item.schema'
import { variableSchema } from '../prompts/prompt.schema'
import { VARIABLE_NAME } from '../prompts/prompt-fields'
import { ACTIONS, LIMITS, stepProblems } from './automation'

const stepSchema = () =>
  z.object({
    title: neededText(LIMITS.stepTitle, 'step.title'),
    name: z.string('name.missing').regex(VARIABLE_NAME, 'name.form'),
    action: z.enum(ACTIONS, 'action.unknown'),
    text: neededText(LIMITS.text, 'text'),
    instructions: optionalText(LIMITS.instructions, 'instructions.long'),
    length: z
      .enum(Object.keys(LENGTHS) as [Length, ...Length[]], 'length.unknown')
      .default('medium'),
  })

/** An automation's form, its texts already cleaned by `cleanForm`. Shared by both sides. */
export const automationSchema = lazily(() =>
  z
    .object({
      ...itemShape(),
      variables: z
        .array(variableSchema())
        .max(LIMITS.variables, 'variables.many')
        .default([])
        .refine(
          (asked) =>
            new TextEncoder().encode(JSON.stringify(asked)).byteLength <= LIMITS.questionBytes,
          'variables.large',
        ),
      steps: z
        .array(stepSchema(), 'steps.missing')
        .min(1, 'steps.missing')
        .max(LIMITS.steps, 'steps.many'),
    })
    .superRefine(({ variables, steps }, context) => {
      const names = variables.map(({ name }) => name)
      names.forEach((name, at) => {
        if (names.indexOf(name) === at) return
        const path = ['variables', at, 'name']
        context.addIssue({ code: 'custom', path, message: 'name.taken' })
      })
      for (const { at, field, code } of stepProblems(variables, steps)) {
        context.addIssue({ code: 'custom', path: ['steps', at, field], message: code })
      }
    }),
)
