import { automationFormWords } from '~/ui/strings/automation-form'
import { wordsIn } from '~/ui/strings/catalogue'
import { promptFormWords } from '~/ui/strings/prompt-form'
import type { Part } from '../item'
import type { AutomationFields } from './automation'

const linesOf = (...lines: string[]) => lines.filter(Boolean).join('\n')

/** What an automation adds to an item, part by part. */
export function automationParts({ variables, steps }: AutomationFields, language: string): Part[] {
  const words = wordsIn(language, automationFormWords)
  const { types } = wordsIn(language, promptFormWords)
  const questions = variables.map(({ name, label, type, help, defaultValue, options }) =>
    linesOf(`{{${name}}} ${label}`, types[type], help, defaultValue, options),
  )
  const done = steps.map(({ name, title, action, text, instructions, length }) =>
    linesOf(
      `{{${name}}} ${title}`,
      words.actions[action],
      text,
      ...(action === 'ask_model' ? [instructions, words.lengths[length]] : []),
    ),
  )
  return [
    [words.questions, questions.join('\n\n')],
    [words.steps, done.join('\n\n')],
  ]
}
