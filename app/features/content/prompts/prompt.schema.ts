import * as z from 'zod'
import { blanksIn } from '~/platform/blanks'
import { lazily } from '~/platform/lazily'
import { ticked } from '~/platform/ticked'
import { itemShape, neededText, optionalText } from '../form/item.schema'
import { optionsOf, valueProblem } from './prompt'
import { LIMITS, VARIABLE_NAME, VARIABLE_TYPES, type Variable } from './prompt-fields'

/** One question, as a form gives it. */
export const variableSchema = () =>
  z
    .object({
      name: z.string('name.missing').regex(VARIABLE_NAME, 'name.form'),
      label: neededText(LIMITS.label, 'label'),
      type: z.enum(VARIABLE_TYPES, 'type.unknown'),
      help: optionalText(LIMITS.help, 'help.long'),
      defaultValue: optionalText(LIMITS.value, 'default.long'),
      required: ticked(),
      options: z.string().optional().default(''),
    })
    .superRefine((variable, context) => {
      const wrong = (path: keyof Variable, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message })
      if (variable.type === 'choice') {
        const options = optionsOf(variable)
        if (options.length === 0) wrong('options', 'options.missing')
        if (options.length > LIMITS.options) wrong('options', 'options.many')
        if (options.some((option) => [...option].length > LIMITS.option)) {
          wrong('options', 'options.long')
        }
      }
      const problem = valueProblem({ ...variable, required: false }, variable.defaultValue)
      if (problem) wrong('defaultValue', 'default.unfit')
    })

/** A prompt's form, its texts already cleaned by `cleanForm`. Shared by both sides. */
export const promptSchema = lazily(() =>
  z
    .object({
      ...itemShape(),
      body: neededText(LIMITS.body, 'body'),
      variables: z.array(variableSchema()).max(LIMITS.variables, 'variables.many').default([]),
    })
    .superRefine(({ body, variables }, context) => {
      const names = variables.map(({ name }) => name)
      names.forEach((name, at) => {
        if (names.indexOf(name) === at) return
        const path = ['variables', at, 'name']
        context.addIssue({ code: 'custom', path, message: 'name.taken' })
      })
      const unknown = blanksIn(body).find((name) => !names.includes(name))
      if (unknown) {
        context.addIssue({ code: 'custom', path: ['body'], message: `body.unknown:${unknown}` })
      }
    }),
)
