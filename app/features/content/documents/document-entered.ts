import { type Entered, textOf } from '../entered'
import type { DocumentFields } from './document'

/** What a form holds, as a document's fields; what is empty was left empty. */
export const documentEntered = ({ title, summary, body }: Entered): DocumentFields => ({
  title: textOf(title),
  summary: textOf(summary),
  body: textOf(body),
})
