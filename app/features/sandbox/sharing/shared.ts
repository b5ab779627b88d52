import type { Row } from '~/data/tables'

/** Messages on a page of a copy, as `public.read_copy` answers them, but one. */
export const COPY_PAGE = 50
/** Messages that a copy holds at most: the newest. */
export const LONGEST_COPY = 1_000
/** Copies on one page of the list. */
export const COPIES_PAGE = 20

/** A copy in a list. */
export interface CopyLine extends Pick<Row<'conversation_copies'>, 'id' | 'title' | 'audience'> {
  conversationId: Row<'conversation_copies'>['conversation_id']
  /** When it was made, ISO. */
  at: Row<'conversation_copies'>['created_at']
}

export interface CopyLines {
  items: CopyLine[]
  older: string | null
}

type Copied = Row<'copied_messages'>

/** A copy as whoever has its link reads it. */
export interface SharedCopy extends Pick<CopyLine, 'title' | 'audience' | 'at'> {
  agentName: Row<'conversation_copies'>['agent_name']
  /** Null where the owner chose not to be named. */
  ownerName: Row<'conversation_copies'>['owner_name']
  messages: (Pick<Copied, 'place' | 'author' | 'text' | 'status' | 'files'> & {
    byAgent: Copied['agent_name']
  })[]
  /** The place after which the next page begins; null at the end. */
  next: number | null
}

/** Where a link leads. In the query, since addresses are logged without theirs. */
export const copyPath = (key: string) => `/shared?key=${key}`

/** Where coaches see what is shared in their community. */
export const copiesHerePath = (community: string) => `/c/${community}/admin/shared`

/** Where one sees what one shares in a community. */
export const copiesPath = (community: string) => `/c/${community}/sandbox/shared`
