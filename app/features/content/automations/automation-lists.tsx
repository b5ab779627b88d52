import { Button } from '~/ui/atoms/button'
import { FormSection } from '~/ui/organisms/form-layout'
import { useWords } from '~/ui/strings'
import { automationFormWords } from '~/ui/strings/automation-form'
import { automationStepsWords } from '~/ui/strings/automation-steps'
import { controlId, type FieldsProps } from '../form/kind-form'
import { VariableList } from '../prompts/variable-list'
import type { AutomationFields } from './automation'
import { StepFields } from './step-fields'

/** What an automation asks when it is started, and its steps. */
export function AutomationLists({ values, problems, changed }: FieldsProps<AutomationFields>) {
  const named = useWords(automationFormWords)
  const words = useWords(automationStepsWords)
  const { variables, steps } = values
  const asked = variables.map(({ name }) => name)
  return (
    <>
      <FormSection title={named.questions} note={words.questionsNote}>
        <VariableList
          kind="automation"
          variables={variables}
          problems={problems}
          changed={changed}
          fill={words.fill}
        >
          <ListProblem name="variables" problem={problems.variables} />
        </VariableList>
      </FormSection>
      <FormSection title={named.steps} note={words.stepsNote}>
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
