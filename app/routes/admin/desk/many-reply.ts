import type { Outcome } from '~/features/content/desk/change-many.server'

/** The id of the form of what is ticked: the boxes in the table name it. */
export const MANY_FORM = 'many'

/** What became of a change of many items, where not all of it was done. */
export interface ManyReply {
  kind: 'many'
  /** Tells one answer from the next. */
  stamp: string
  /** Why nothing was tried, by code. */
  problem: string | null
  /** How many were changed. */
  done: number
  /** Those that were left as they were, and why. */
  left: (Outcome & { code: string })[]
  /** Those that stay ticked. */
  ticked: string[]
  tag: string
  to: string
}
