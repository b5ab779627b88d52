import { Button } from '~/ui/atoms/button'
import { late } from '~/ui/late'
import { FormSection } from '~/ui/organisms/form-layout'
import { useWords } from '~/ui/strings'
import { automationFormWords } from '~/ui/strings/automation-form'
import { promptFormWords } from '~/ui/strings/prompt-form'
import { firstCodes } from '../first-codes'
import { NameFields } from '../item-fields'
import { controlId, type FieldsProps, type KindForm } from '../kind-form'
import { VariableFields } from '../prompts/variable-fields'
import { useSaid } from '../use-said'
import { type AutomationFields, LIMITS } from './automation'
import { automationEntered } from './automation-entered'
import { automationParts } from './automation-parts'
import { AutomationPreview } from './automation-preview'
import { StepFields } from './step-fields'

const limits: Record<string, number> = {
  'step.title.long': LIMITS.stepTitle,
  'text.long': LIMITS.text,
  'instructions.long': LIMITS.instructions,
}

/** The form in which coaches make an automation. */
export const automationForm: KindForm<AutomationFields> = {
  kind: 'automation',
  order: ['title', 'summary', 'variables', 'steps'],
  fieldsOf: automationEntered,
  async loadCheck() {
    const { parseAutomationForm } = await import('./automation-form-data')
    return (form) => firstCodes(parseAutomationForm(form).reply().error)
  },
  Fields,
  Preview: late(import.meta.env.SSR ? AutomationPreview : null, () =>
    import('./automation-preview').then((m) => m.AutomationPreview),
  ),
  useSay() {
    const questions = useWords(promptFormWords).problems
    const own = useWords(automationFormWords).problems
    return useSaid('automation', { ...questions, ...own }, limits)
  },
  parts: automationParts,
}

function Fields({ values, problems, changed }: FieldsProps<AutomationFields>) {
  const words = useWords(automationFormWords)
  const questionWords = useWords(promptFormWords)
  const { variables, steps } = values
  const asked = variables.map(({ name }) => name)
  return (
    <>
      {/* The first button of a form is the one that Enter presses. */}
      <button
        type="submit"
        className="sr-only"
        tabIndex={-1}
        aria-hidden="true"
        name="intent"
        value="save"
      />
      <FormSection title={words.about}>
        <NameFields
          kind="automation"
          values={values}
          problems={problems}
          titleHint={words.titleHint}
          summaryHint={words.summaryHint}
        />
      </FormSection>
      <FormSection title={words.trigger}>
        <p>
          <strong>{words.byHand}.</strong> {words.byHandNote}
        </p>
      </FormSection>
      <FormSection title={words.questions} note={words.questionsNote}>
        {variables.length > 0 && (
          <ol className="grid gap-6">
            {variables.map((variable, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: its place is what tells it apart.
              <li key={at}>
                <VariableFields
                  kind="automation"
                  variable={variable}
                  at={at}
                  of={variables.length}
                  problems={problems}
                  changed={changed === `variables[${at}]`}
                />
              </li>
            ))}
          </ol>
        )}
        <ListProblem name="variables" problem={problems.variables} />
        <div className="buttons mt-4" id={controlId('automation', 'variables')} tabIndex={-1}>
          <Button name="intent" value="variables.add" icon="plus" formNoValidate>
            {questionWords.add}
          </Button>
          <Button name="intent" value="variables.fill" formNoValidate>
            {words.fill}
          </Button>
        </div>
      </FormSection>
      <FormSection title={words.steps} note={words.stepsNote}>
        {steps.length > 0 && (
          <ol className="grid gap-6">
            {steps.map((step, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: its place is what tells it apart.
              <li key={at}>
                <StepFields
                  step={step}
                  at={at}
                  of={steps.length}
                  known={[...asked, ...steps.slice(0, at).map(({ name }) => name)]}
                  problems={problems}
                  changed={changed === `steps[${at}]`}
                />
              </li>
            ))}
          </ol>
        )}
        <ListProblem name="steps" problem={problems.steps} />
        <div className="buttons mt-4" id={controlId('automation', 'steps')} tabIndex={-1}>
          <Button name="intent" value="steps.add" icon="plus" formNoValidate>
            {words.add}
          </Button>
        </div>
      </FormSection>
    </>
  )
}

/** What is wrong with a list as a whole. */
function ListProblem({ name, problem }: { name: string; problem: string | undefined }) {
  if (!problem) return null
  return (
    <p className="field-error" id={`${controlId('automation', name)}-error`}>
      {problem}
    </p>
  )
}
