import type { Row } from '~/data/tables'
import { paintsFor } from '~/platform/markdown/paints'
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
  async bringIn(fields, file) {
    const { importDocument } = await import('./import/import-document.server')
    const brought = await importDocument(file.name, new Uint8Array(await file.arrayBuffer()))
    const named = fields.title === '' && brought.title !== ''
    // A name that is there already stays; what the file is called stands above its text then.
    const text = named || !brought.title ? brought.body : `# ${brought.title}\n\n${brought.body}`
    return {
      fields: {
        ...fields,
        title: named ? brought.title : fields.title,
        // What was written before is never written over.
        body: [fields.body, text].filter(Boolean).join('\n\n'),
      },
      changed: 'body',
    }
  },
  preview: async ({ body }) => renderMarkdown(body, await paintsFor(body)),
}
