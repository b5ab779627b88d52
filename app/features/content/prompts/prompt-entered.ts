import { type Entered, listOf, sharedEntered, textOf, thingOf } from '../form/entered'
import { type PromptFields, VARIABLE_TYPES, type Variable } from './prompt-fields'

/** A variable that nobody has said anything about yet. */
export const emptyVariable = (name = ''): Variable => ({
  name,
  label: '',
  type: 'text',
  help: '',
  defaultValue: '',
  required: true,
  options: '',
})

/** What a form holds of one question. */
export function variableOf(entered: Entered): Variable {
  return {
    name: textOf(entered.name),
    label: textOf(entered.label),
    type: VARIABLE_TYPES.find((type) => type === entered.type) ?? 'text',
    help: textOf(entered.help),
    defaultValue: textOf(entered.defaultValue),
    required: entered.required === true || textOf(entered.required) !== '',
    options: textOf(entered.options),
  }
}

/** What a form holds, as a prompt's fields; what is empty was left empty. */
export const promptEntered = (entered: Entered): PromptFields => ({
  ...sharedEntered(entered),
  body: textOf(entered.body),
  variables: listOf(entered.variables).map((each) => variableOf(thingOf(each))),
})
