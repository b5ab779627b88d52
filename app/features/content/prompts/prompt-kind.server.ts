import type { Row } from '~/data/tables'
import { blanksIn } from '~/platform/blanks'
import { editList } from '../form/edit-list'
import { EMPTY_ITEM } from '../item'
import type { KindOnServer, Reworked } from '../kind-on-server'
import { optionsOf } from './prompt'
import { emptyVariable, promptEntered } from './prompt-entered'
import { type PromptFields, VARIABLE_NAME, type VariableType } from './prompt-fields'
import { parsePromptForm } from './prompt-form-data'
import { promptParts } from './prompt-parts'

type OwnVariable = Omit<Row<'prompt_variables'>, 'prompt_id'>

interface OwnOfPrompt {
  body: Row<'prompts'>['body']
  variables?: OwnVariable[]
}

export const promptKind: KindOnServer<PromptFields> = {
  kind: 'prompt',
  parse: parsePromptForm,
  fieldsOf: promptEntered,
  toOwn: ({ body, variables }): OwnOfPrompt => ({
    body,
    ...(variables.length > 0 ? { variables: variables.map(toRow) } : {}),
  }),
  fromOwn: (shared, { body, variables = [] }: OwnOfPrompt) => ({
    ...shared,
    body,
    variables: variables.map((variable) => ({
      name: variable.name,
      label: variable.label,
      type: variable.type as VariableType,
      help: variable.help,
      defaultValue: variable.default_value,
      required: variable.required,
      options: variable.options.join('\n'),
    })),
  }),
  parts: promptParts,
  begin: () => ({ ...EMPTY_ITEM, body: '', variables: [] }),
  rework: (fields, intent) =>
    intent === 'variables.fill' ? addMissing(fields) : editVariables(fields, intent),
}

const toRow = (variable: PromptFields['variables'][number], at: number): OwnVariable => ({
  name: variable.name,
  place: at + 1,
  type: variable.type,
  label: variable.label,
  help: variable.help,
  default_value: variable.defaultValue,
  required: variable.required,
  options: variable.type === 'choice' ? optionsOf(variable) : [],
})

function editVariables(fields: PromptFields, intent: string): Reworked<PromptFields> | null {
  const edited = editList('variables', fields.variables, intent, () => emptyVariable())
  return edited && { fields: { ...fields, variables: edited.list }, changed: edited.changed }
}

/** A question for each blank of the text that has none. */
function addMissing(fields: PromptFields): Reworked<PromptFields> {
  const known = new Set(fields.variables.map(({ name }) => name))
  const missing = blanksIn(fields.body).filter(
    (name) => !known.has(name) && VARIABLE_NAME.test(name),
  )
  return {
    fields: {
      ...fields,
      variables: [...fields.variables, ...missing.map((name) => emptyVariable(name))],
    },
    changed: missing.length > 0 ? `variables[${fields.variables.length}]` : 'variables',
  }
}
