import type { Row } from '~/data/tables'

/** Documents that a conversation may be given. */
export const MOST_GIVEN = 5

/** A document that the agent of a conversation reads with each question. */
export interface GivenDocument {
  id: Row<'conversation_documents'>['document_id']
  /** Null when it is gone, or not the reader's to read any more: then the agent does not read it. */
  title: Row<'content_items'>['title'] | null
}
