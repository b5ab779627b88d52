import { Button } from '~/ui/atoms/button'
import { TextArea } from '~/ui/atoms/inputs'
import { Field } from '~/ui/molecules/field'
import { FormSection } from '~/ui/organisms/form-layout'
import { useWords } from '~/ui/strings'
import { promptFormWords } from '~/ui/strings/prompt-form'
import { firstCodes } from '../first-codes'
import { NameFields } from '../item-fields'
import { controlId, type FieldsProps, type KindForm } from '../kind-form'
import { useSaid } from '../use-said'
import { fillPrompt, LIMITS, type PromptFields, type Variable } from './prompt'
import { promptEntered } from './prompt-entered'
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
  order: ['title', 'summary', 'body', 'variables'],
  fieldsOf: promptEntered,
  async loadCheck() {
    const { parsePromptForm } = await import('./prompt-form-data')
    return (form) => firstCodes(parsePromptForm(form).reply().error)
  },
  Fields,
  Preview({ fields }) {
    const words = useWords(promptFormWords)
    const defaults = Object.fromEntries(
      fields.variables.map(({ name, defaultValue }) => [name, defaultValue]),
    )
    return (
      <div className="grid gap-3">
        <p className="text-lg font-semibold" dir="auto">
          {fields.title || words.previewTitle}
        </p>
        {fields.summary && <p dir="auto">{fields.summary}</p>}
        {fields.variables.length > 0 && (
          <ul className="list-disc ps-5">
            {fields.variables.map(({ name, label }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike while they are written.
              <li key={at} dir="auto">
                {label || name || words.previewLabel}
              </li>
            ))}
          </ul>
        )}
        <p className="whitespace-pre-wrap" dir="auto">
          {fillPrompt(fields, defaults) || words.previewBody}
        </p>
      </div>
    )
  },
  useSay() {
    return useSaid('prompt', useWords(promptFormWords).problems, limits)
  },
  useParts() {
    const words = useWords(promptFormWords)
    const say = (variable: Variable) =>
      [
        `{{${variable.name}}} ${variable.label}`,
        words.types[variable.type],
        variable.required ? words.required : words.mayBeEmpty,
        variable.help,
        variable.defaultValue,
        variable.type === 'choice' ? variable.options : '',
      ]
        .filter(Boolean)
        .join('\n')
    return {
      of: ({ body, variables }) => [
        [words.body, body],
        [words.variables, variables.map(say).join('\n\n')],
      ],
    }
  },
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
