import { wordsIn } from '~/ui/strings/catalogue'
import { promptFormWords } from '~/ui/strings/prompt-form'
import type { Part } from '../item'
import type { PromptFields, Variable } from './prompt-fields'

/** What a prompt adds to an item, part by part. */
export function promptParts({ body, variables }: PromptFields, language: string): Part[] {
  const words = wordsIn(language, promptFormWords)
  const say = (variable: Variable) =>
    [
      `{{${variable.name}}} ${variable.label}`,
      words.types[variable.type],
      variable.required ? words.required : words.mayBeEmpty,
      variable.help,
      variable.defaultValue,
      variable.type === 'choice' ? variable.options : '',
    ]
      .filter(Boolean)
      .join('\n')
  return [
    [words.body, body],
    [words.variables, variables.map(say).join('\n\n')],
  ]
}
