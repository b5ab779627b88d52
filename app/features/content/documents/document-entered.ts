import { type Entered, sharedEntered, textOf } from '../form/entered'
import type { DocumentFields } from './document'

/** What a form holds, as a document's fields; what is empty was left empty. */
export const documentEntered = (entered: Entered): DocumentFields => ({
  ...sharedEntered(entered),
  body: textOf(entered.body),
})
