import type { promptsWords } from '~/ui/strings/prompts'
import { fillPrompt, valueProblem } from './prompt'
import type { PromptFields } from './prompt-fields'
import { readValues, writtenOut } from './prompt-values'

/** What a form answers to a prompt's questions, the text with it, and what is wrong, by variable. */
export function fillFromForm(
  prompt: PromptFields,
  fields: Record<string, string>,
  words: (typeof promptsWords)['english'],
): { values: Record<string, string>; text: string; codes: Record<string, string> } {
  const values = readValues(prompt.variables, fields)
  const codes: Record<string, string> = {}
  for (const variable of prompt.variables) {
    const code = valueProblem(variable, values[variable.name] ?? '')
    if (code) codes[variable.name] = code
  }
  return { values, codes, text: fillPrompt(prompt, writtenOut(prompt.variables, values, words)) }
}
