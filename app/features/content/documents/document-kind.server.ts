import type { Row } from '~/data/tables'
import { renderMarkdown } from '~/platform/markdown/render-markdown.server'
import { EMPTY_ITEM } from '../item'
import type { KindOnServer } from '../kind-on-server'
import type { DocumentFields } from './document'
import { documentEntered } from './document-entered'
import { parseDocumentForm } from './document-form-data'
import { documentParts } from './document-parts'

type OwnOfDocument = Pick<Row<'documents'>, 'body'>

export const documentKind: KindOnServer<DocumentFields> = {
  kind: 'document',
  parse: parseDocumentForm,
  fieldsOf: documentEntered,
  toOwn: ({ body }): OwnOfDocument => ({ body }),
  fromOwn: (shared, { body }: OwnOfDocument) => ({ ...shared, body }),
  parts: documentParts,
  begin: () => ({ ...EMPTY_ITEM, body: '' }),
  preview: ({ body }) => renderMarkdown(body),
}
