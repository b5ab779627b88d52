import { wordsIn } from '~/ui/strings/catalogue'
import { documentFormWords } from '~/ui/strings/document-form'
import type { Part } from '../item'
import type { DocumentFields } from './document'

/** What a document adds to an item, part by part. */
export const documentParts = ({ body }: DocumentFields, language: string): Part[] => [
  [wordsIn(language, documentFormWords).body, body],
]
