import { Button } from '~/ui/atoms/button'
import { TextArea } from '~/ui/atoms/inputs'
import { late } from '~/ui/late'
import { Disclosure } from '~/ui/molecules/disclosure'
import { Field } from '~/ui/molecules/field'
import { FormSection } from '~/ui/organisms/form-layout'
import { useWords } from '~/ui/strings'
import { documentFormWords } from '~/ui/strings/document-form'
import { firstCodes } from '../form/first-codes'
import { AboutSection } from '../form/item-fields'
import { controlId, type FieldsProps, type KindForm } from '../form/kind-form'
import { useSaid } from '../form/use-said'
import { type DocumentFields, LIMITS } from './document'
import { documentEntered } from './document-entered'
import { documentParts } from './document-parts'
import { DocumentPreview } from './document-preview'

/** The form in which coaches write a document. */
export const documentForm: KindForm<DocumentFields> = {
  kind: 'document',
  order: ['title', 'summary', 'tags', 'source', 'body'],
  fieldsOf: documentEntered,
  async loadCheck() {
    const { parseDocumentForm } = await import('./document-form-data')
    return (form) => firstCodes(parseDocumentForm(form).reply().error)
  },
  Fields,
  rendered: true,
  Preview: late(import.meta.env.SSR ? DocumentPreview : null, () =>
    import('./document-preview').then((m) => m.DocumentPreview),
  ),
  useSay() {
    return useSaid('document', useWords(documentFormWords).problems, { 'body.long': LIMITS.body })
  },
  parts: documentParts,
}

function Fields({ values, problems, changed }: FieldsProps<DocumentFields>) {
  const words = useWords(documentFormWords)
  return (
    <>
      <AboutSection kind="document" values={values} problems={problems} words={words} />
      <FormSection title={words.text}>
        <Field
          id={controlId('document', 'source')}
          label={words.source}
          hint={words.sourceHint}
          errors={problems.source}
          optional
        >
          {(wired) => (
            <input
              type="file"
              name="source"
              accept=".md,.markdown,.txt,.html,.htm,.pdf,.docx,.docm"
              className="input file-input"
              {...wired}
            />
          )}
        </Field>
        <div className="buttons mt-4 mb-6">
          <Button name="intent" value="import" formEncType="multipart/form-data" formNoValidate>
            {words.bringIn}
          </Button>
        </div>
        {changed === 'body' && (
          <p className="flash tone-note mb-6" role="status">
            {words.broughtIn}
          </p>
        )}
        <Field
          id={controlId('document', 'body')}
          label={words.body}
          hint={words.bodyHint}
          errors={problems.body}
        >
          {(wired) => (
            <TextArea
              name="body"
              rows={20}
              defaultValue={values.body}
              aria-required
              spellCheck
              {...wired}
            />
          )}
        </Field>
        <Disclosure summary={words.help}>
          <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
            {words.helpLines.map(([sign, meaning]) => (
              <div key={sign} className="contents">
                <dt>
                  <code>{sign}</code>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      </FormSection>
    </>
  )
}
