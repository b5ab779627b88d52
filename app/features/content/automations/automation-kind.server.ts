import type { Row } from '~/data/tables'
import { editList } from '../form/edit-list'
import type { KindOnServer, Reworked } from '../kind-on-server'
import { emptyVariable } from '../prompts/prompt-entered'
import { VARIABLE_NAME, type Variable } from '../prompts/prompt-fields'
import {
  ACTIONS,
  type AutomationFields,
  emptyStep,
  freeName,
  missingQuestions,
  type Step,
} from './automation'
import { automationEntered, lengthNamed } from './automation-entered'
import { parseAutomationForm } from './automation-form-data'
import { automationParts } from './automation-parts'
import { beginWith } from './automation-templates.server'

type OwnStep = Pick<Row<'automation_steps'>, 'place' | 'action'> & {
  settings: Omit<Step, 'action'>
}

interface OwnOfAutomation {
  trigger_kind: 'manual'
  trigger_settings: { questions?: Variable[] }
  /** Members may start an automation, and don't see its steps. */
  steps?: OwnStep[]
}

export const automationKind: KindOnServer<AutomationFields> = {
  kind: 'automation',
  parse: parseAutomationForm,
  fieldsOf: automationEntered,
  toOwn: ({ variables, steps }): OwnOfAutomation => ({
    trigger_kind: 'manual',
    trigger_settings: { questions: variables },
    steps: steps.map(({ action, ...settings }, at) => ({ place: at + 1, action, settings })),
  }),
  fromOwn: (shared, { trigger_settings, steps }: OwnOfAutomation) => ({
    ...shared,
    variables: trigger_settings.questions ?? [],
    steps: (steps ?? []).map(({ action, settings }) => ({
      title: settings.title ?? '',
      name: settings.name ?? '',
      action: ACTIONS.find((known) => known === action) ?? 'ask_model',
      text: settings.text ?? '',
      instructions: settings.instructions ?? '',
      length: lengthNamed(settings.length),
    })),
  }),
  parts: automationParts,
  begin: beginWith,
  rework: (fields, intent) =>
    intent === 'variables.fill'
      ? addMissing(fields)
      : (editQuestions(fields, intent) ?? editSteps(fields, intent)),
}

function editQuestions(
  fields: AutomationFields,
  intent: string,
): Reworked<AutomationFields> | null {
  const edited = editList('variables', fields.variables, intent, () => emptyVariable())
  return edited && { fields: { ...fields, variables: edited.list }, changed: edited.changed }
}

function editSteps(fields: AutomationFields, intent: string): Reworked<AutomationFields> | null {
  const edited = editList('steps', fields.steps, intent, () => emptyStep(freeName(fields)))
  return edited && { fields: { ...fields, steps: edited.list }, changed: edited.changed }
}

/** A question for each blank of the steps that nothing fills. */
function addMissing(fields: AutomationFields): Reworked<AutomationFields> {
  const missing = missingQuestions(fields).filter((name) => VARIABLE_NAME.test(name))
  const { variables } = fields
  return {
    fields: { ...fields, variables: [...variables, ...missing.map((name) => emptyVariable(name))] },
    changed: missing.length > 0 ? `variables[${variables.length}]` : 'variables',
  }
}
