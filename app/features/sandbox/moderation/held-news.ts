import type { Row } from '~/data/tables'
import type { Tone } from '~/ui/atoms/badge'

/**
 * How something of one's own stands that was held: as in the queue, or `again` where it was let through
 * and its author has to ask once more.
 */
export type HeldMark = Row<'held_messages'>['state'] | 'again'

/** What each says, beside its words. */
export const toneOf: Record<HeldMark, Tone> = {
  waiting: 'note',
  refused: 'wrong',
  kept: 'wrong',
  released: 'good',
  again: 'good',
}

/** What of a conversation is held, or was settled since something was last said in it. */
export interface HeldSign {
  mark: HeldMark
  /** The answer that is to be asked for once more; null where there is none. */
  answer: Row<'messages'>['id'] | null
}

/** What coaches settled of something of one's own, and nothing has come of yet. */
export interface HeldNews extends HeldSign {
  id: Row<'held_messages'>['id']
  /** What it stands in: a conversation's title, or an automation's. */
  title: string
  /** Where that is. */
  place: string
  /** Where one reads why, and what the coaches say. */
  why: string
  /** When, ISO. */
  at: string
}
