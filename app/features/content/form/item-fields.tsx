import { TextArea, TextField } from '~/ui/atoms/inputs'
import { Field } from '~/ui/molecules/field'
import { FormSection } from '~/ui/organisms/form-layout'
import { useWords } from '~/ui/strings'
import { contentFormWords } from '~/ui/strings/content-form'
import type { ItemFields } from '../item'
import type { OfferedKind } from '../kinds'
import { controlId, type FieldsProps } from './kind-form'

interface NameFieldsProps extends FieldsProps<ItemFields> {
  kind: OfferedKind
  titleHint: string
  summaryHint: string
}

/** What an item of any kind is called, and what it is for. */
export function NameFields({ kind, values, problems, titleHint, summaryHint }: NameFieldsProps) {
  const { form } = useWords(contentFormWords)
  return (
    <>
      <Field
        id={controlId(kind, 'title')}
        label={form.title}
        hint={titleHint}
        errors={problems.title}
      >
        {(wired) => (
          <TextField
            name="title"
            defaultValue={values.title}
            autoComplete="off"
            aria-required
            {...wired}
          />
        )}
      </Field>
      <Field
        id={controlId(kind, 'summary')}
        label={form.summary}
        hint={summaryHint}
        errors={problems.summary}
        optional
      >
        {(wired) => (
          <TextArea
            name="summary"
            rows={2}
            className="min-h-18"
            defaultValue={values.summary}
            {...wired}
          />
        )}
      </Field>
      <Field
        id={controlId(kind, 'tags')}
        label={form.tags}
        hint={form.tagsHint}
        errors={problems.tags}
        optional
      >
        {(wired) => (
          <TextField name="tags" defaultValue={values.tags} autoComplete="off" {...wired} />
        )}
      </Field>
    </>
  )
}

interface AboutSectionProps extends FieldsProps<ItemFields> {
  kind: OfferedKind
  words: { about: string; titleHint: string; summaryHint: string }
}

/** The beginning of a form whose other buttons change it and save nothing. */
export function AboutSection({ kind, values, problems, words }: AboutSectionProps) {
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
          kind={kind}
          values={values}
          problems={problems}
          titleHint={words.titleHint}
          summaryHint={words.summaryHint}
        />
      </FormSection>
    </>
  )
}
