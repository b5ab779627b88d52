import type { Row } from '~/data/tables'
import { ITEM_LIMITS, type ItemFields } from '../item'

/** The most that each text of a document may hold, in characters as people count them. */
export const LIMITS = { ...ITEM_LIMITS, body: 100_000 } as const

/** Bytes of a file that a document may be made from. */
export const MOST_BYTES = 5 * 1024 * 1024

/** What a coach decides about a document. */
export interface DocumentFields extends ItemFields {
  /** Markdown. */
  body: Row<'documents'>['body']
}

/** A document as a file: its name and its summary stand above its text. */
export function toMarkdown({ title, summary, body }: DocumentFields): string {
  const heading = `# ${title.replace(/([\\`*_[\]<>])/g, '\\$1')}`
  return `${[heading, summary, body].filter(Boolean).join('\n\n')}\n`
}
