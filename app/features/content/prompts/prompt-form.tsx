import { Button } from '~/ui/atoms/button'
import { TextArea } from '~/ui/atoms/inputs'
import { late } from '~/ui/late'
import { Field } from '~/ui/molecules/field'
import { FormSection } from '~/ui/organisms/form-layout'
import { useWords } from '~/ui/strings'
import { promptFormWords } from '~/ui/strings/prompt-form'
import { firstCodes } from '../first-codes'
import { NameFields } from '../item-fields'
import { controlId, type FieldsProps, type KindForm } from '../kind-form'
import { useSaid } from '../use-said'
import { promptEntered } from './prompt-entered'
import { LIMITS, type PromptFields } from './prompt-fields'
import { promptParts } from './prompt-parts'
import { PromptPreview } from './prompt-preview'
import { VariableFields } from './variable-fields'

const limits: Record<string, number> = {
  'body.long': LIMITS.body,
  'label.long': LIMITS.label,
  'help.long': LIMITS.help,
  'default.long': LIMITS.value,
}

/** The form in which coaches make a prompt. */
export const promptForm: KindForm<PromptFields> = {
  kind: 'prompt',
  order: ['title', 'summary', 'tags', 'body', 'variables'],
  fieldsOf: promptEntered,
  async loadCheck() {
    const { parsePromptForm } = await import('./prompt-form-data')
    return (form) => firstCodes(parsePromptForm(form).reply().error)
  },
  Fields,
  Preview: late(import.meta.env.SSR ? PromptPreview : null, () =>
    import('./prompt-preview').then((m) => m.PromptPreview),
  ),
  useSay() {
    return useSaid('prompt', useWords(promptFormWords).problems, limits)
  },
  parts: promptParts,
}

function Fields({ values, problems, changed }: FieldsProps<PromptFields>) {
  const words = useWords(promptFormWords)
  const { variables } = values
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
          kind="prompt"
          values={values}
          problems={problems}
          titleHint={words.titleHint}
          summaryHint={words.summaryHint}
        />
      </FormSection>
      <FormSection title={words.text}>
        <Field
          id={controlId('prompt', 'body')}
          label={words.body}
          hint={words.bodyHint}
          errors={problems.body}
        >
          {(wired) => (
            <TextArea name="body" rows={10} defaultValue={values.body} aria-required {...wired} />
          )}
        </Field>
      </FormSection>
      <FormSection title={words.variables} note={words.variablesNote}>
        {variables.length > 0 && (
          <ol className="grid gap-6">
            {variables.map((variable, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: its place is what tells it apart.
              <li key={at}>
                <VariableFields
                  kind="prompt"
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
        <div className="buttons mt-4" id={controlId('prompt', 'variables')} tabIndex={-1}>
          <Button name="intent" value="variables.add" icon="plus" formNoValidate>
            {words.add}
          </Button>
          <Button name="intent" value="variables.fill" formNoValidate>
            {words.fill}
          </Button>
        </div>
      </FormSection>
    </>
  )
}
