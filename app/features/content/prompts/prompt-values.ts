import type { promptsWords } from '~/ui/strings/prompts'
import type { Variable } from './prompt-fields'

/** The name of the field that answers a variable: apart from the form's own fields. */
export const fieldOf = (name: string) => `value.${name}`

/** What a form answers to each variable. */
export function readValues(
  variables: Variable[],
  fields: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    variables.map(({ name, type }) => {
      const value = (fields[fieldOf(name)] ?? '').replace(/\r\n?/g, '\n').trim()
      return [name, type === 'long_text' ? value : value.replace(/\s*\n\s*/g, ' ')]
    }),
  )
}

/** The answers as they stand in the text: a yes or no is a word of the language. */
export function writtenOut(
  variables: Variable[],
  values: Record<string, string>,
  { yes, no }: (typeof promptsWords)['english'],
): Record<string, string> {
  return Object.fromEntries(
    variables.map(({ name, type }) => {
      const value = values[name] ?? ''
      return [name, type === 'yes_no' && value ? (value === 'yes' ? yes : no) : value]
    }),
  )
}

/** What stands there before anybody answered. */
export const defaultsOf = (variables: Variable[]) =>
  Object.fromEntries(variables.map(({ name, defaultValue }) => [name, defaultValue]))
