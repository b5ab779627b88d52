import { Prose } from '~/ui/molecules/message'
import { useWords } from '~/ui/strings'
import { documentFormWords } from '~/ui/strings/document-form'
import { useLivePreview } from '../form/use-live-preview'
import type { DocumentFields } from './document'

/** What members will see of a document, beside the form. */
export function DocumentPreview({
  fields,
  html: first,
}: {
  fields: DocumentFields
  html: string | null
}) {
  const words = useWords(documentFormWords)
  const html = useLivePreview(fields, first)
  return (
    <article className="mt-8">
      <p className="text-lg font-semibold" dir="auto">
        {fields.title || words.previewTitle}
      </p>
      {fields.summary && <p dir="auto">{fields.summary}</p>}
      {html ? (
        <div className="mt-4">
          <Prose html={html} />
        </div>
      ) : (
        <p className="text-muted mt-4">{words.previewBody}</p>
      )}
    </article>
  )
}
