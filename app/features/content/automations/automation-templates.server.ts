import { automationTemplatesWords } from '~/ui/strings/automation-templates'
import { wordsIn } from '~/ui/strings/catalogue'
import { EMPTY_ITEM } from '../item'
import { emptyVariable } from '../prompts/prompt-entered'
import { type AutomationFields, emptyStep } from './automation'
import { TEMPLATE_NAMES } from './template-names'

/** An automation to begin with: a template in the coach's language, or an empty form. */
export function beginWith(start: string | null, language: string): AutomationFields {
  const name = TEMPLATE_NAMES.find((each) => each === start)
  if (!name) return { ...EMPTY_ITEM, variables: [], steps: [emptyStep('step_1')] }
  const { title, summary, variables, steps } = wordsIn(language, automationTemplatesWords)[name]
  return {
    ...EMPTY_ITEM,
    title,
    summary,
    variables: variables.map((each) => ({ ...emptyVariable(), ...each })),
    steps: steps.map((each) => ({ ...emptyStep(each.name), ...each })),
  }
}
