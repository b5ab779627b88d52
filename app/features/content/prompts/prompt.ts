import { fillBlanks } from '~/platform/blanks'
import { LIMITS, type PromptFields, type Variable } from './prompt-fields'

export const optionsOf = ({ options }: Pick<Variable, 'options'>): string[] => [
  ...new Set(
    options
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
]

/**
 * A prompt with its blanks filled in; one that nobody filled stays, with its label in brackets.
 *
 * @param values by the variables' names, as they are to stand in the text
 */
export function fillPrompt(
  { body, variables }: Pick<PromptFields, 'body' | 'variables'>,
  values: Record<string, string>,
): string {
  const known = new Map(variables.map((variable) => [variable.name, variable]))
  return fillBlanks(body, (name) => {
    const variable = known.get(name)
    if (!variable) return undefined
    const value = Object.hasOwn(values, name) ? values[name] : ''
    if (value) return value
    return variable.required ? `[${variable.label}]` : ''
  })
}

/** What is wrong with an answer; null when nothing is. */
export function valueProblem(variable: Variable, value: string): string | null {
  if (value === '') return variable.required ? 'value.missing' : null
  switch (variable.type) {
    case 'number':
      return Number.isFinite(Number(value)) ? null : 'value.number'
    case 'date':
      return isDay(value) ? null : 'value.date'
    case 'choice':
      return optionsOf(variable).includes(value) ? null : 'value.choice'
    case 'yes_no':
      return value === 'yes' || value === 'no' ? null : 'value.choice'
    default:
      return [...value].length <= LIMITS.value ? null : 'value.long'
  }
}

/** Whether a text is a day that there was or will be, as `2026-02-28`. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(day.getTime()) &&
    day.toISOString().startsWith(text)
  )
}
