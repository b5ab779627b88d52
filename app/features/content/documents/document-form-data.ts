import { parseWithZod } from '@conform-to/zod/v4'
import { cleanForm } from '../form/clean-form'
import { documentSchema } from './document.schema'

/** Checks a document's form; the browser and the server ask the same. */
export function parseDocumentForm(form: FormData) {
  return parseWithZod(cleanForm(form, /^body$/), { schema: documentSchema() })
}
