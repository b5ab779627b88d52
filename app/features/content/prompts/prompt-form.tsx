import { TextArea } from '~/ui/atoms/inputs'
import { late } from '~/ui/late'
import { Field } from '~/ui/molecules/field'
import { FormSection } from '~/ui/organisms/form-layout'
import { useWords } from '~/ui/strings'
import { promptFormWords } from '~/ui/strings/prompt-form'
import { firstCodes } from '../form/first-codes'
import { AboutSection } from '../form/item-fields'
import { controlId, type FieldsProps, type KindForm } from '../form/kind-form'
import { useSaid } from '../form/use-said'
import { promptEntered } from './prompt-entered'
import { LIMITS, type PromptFields } from './prompt-fields'
import { promptParts } from './prompt-parts'
import { PromptPreview } from './prompt-preview'
import { VariableList } from './variable-list'

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
  return (
    <>
      <AboutSection kind="prompt" values={values} problems={problems} words={words} />
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
        <VariableList
          kind="prompt"
          variables={values.variables}
          problems={problems}
          changed={changed}
          fill={words.fill}
        />
      </FormSection>
    </>
  )
}
