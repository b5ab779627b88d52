import type { Row } from '~/data/tables'

/** Results on a page. */
export const FOUND_PAGE = 20

/** What a search can be narrowed to. */
export const FOUND_KINDS = [
  'agent',
  'video',
  'document',
  'prompt',
  'automation',
  'conversation',
] as const
export type FoundKind = (typeof FOUND_KINDS)[number]
export type Kind = Exclude<FoundKind, 'conversation'>

/** A piece of a text; `found` is what the search was for. */
export interface Piece {
  text: string
  found: boolean
}

/** An item of the community, as it is listed among others. */
export interface FoundItem {
  id: string
  kind: Kind
  status: Row<'content_items'>['status']
  title: Piece[]
  summary: Piece[]
  /** The part of its text that fits best. */
  passage: Piece[] | null
  /** The heading or chapter that the passage stands under. */
  heading: string | null
  /** The second that it is said at. */
  second: number | null
}

export interface FoundTalk {
  id: string
  /** The message that fits best; null: the title does. */
  message: string | null
  /** One that comes a page later, where the message is not among the newest. */
  later: string | null
  agent: string
  at: string
  title: Piece[]
  passage: Piece[] | null
}

export interface Found {
  /**
   * How well: every word (`all`), words that are near to it (`alike`), some of the words (`some`).
   */
  how: 'all' | 'alike' | 'some' | 'nothing'
  items: FoundItem[]
  talks: FoundTalk[]
  counts: Partial<Record<FoundKind, number>>
  /** There may be more than was counted. */
  more: boolean
}
