import type { ReactNode } from 'react'
import { Button } from '~/ui/atoms/button'
import { useWords } from '~/ui/strings'
import { promptFormWords } from '~/ui/strings/prompt-form'
import { controlId, type FieldsProps } from '../form/kind-form'
import type { OfferedKind } from '../kinds'
import type { Variable } from './prompt-fields'
import { VariableFields } from './variable-fields'

interface VariableListProps extends Pick<FieldsProps<never>, 'problems' | 'changed'> {
  kind: OfferedKind
  variables: Variable[]
  /** What the button says that makes a variable for each blank. */
  fill: string
  /** What is wrong with the list as a whole. */
  children?: ReactNode
}

/** What is asked of whoever fills in a text: each with its fields, and the buttons that add some. */
export function VariableList(props: VariableListProps) {
  const { kind, variables, problems, changed, fill, children } = props
  const words = useWords(promptFormWords)
  return (
    <>
      {variables.length > 0 && (
        <ol className="grid gap-6">
          {variables.map((variable, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: its place is what tells it apart.
            <li key={at}>
              <VariableFields
                kind={kind}
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
      {children}
      <div className="buttons mt-4" id={controlId(kind, 'variables')} tabIndex={-1}>
        <Button name="intent" value="variables.add" icon="plus" formNoValidate>
          {words.add}
        </Button>
        <Button name="intent" value="variables.fill" formNoValidate>
          {fill}
        </Button>
      </div>
    </>
  )
}
