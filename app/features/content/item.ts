import type { Row } from '~/data/tables'
import type { Kind } from './kinds'

export type ItemStatus = Row<'content_items'>['status']

/** What a coach decides about an item of any kind. */
export type ItemFields = Pick<Row<'content_items'>, 'title' | 'summary'>

/** What an item is beside what its coach decides. */
export interface ItemState {
  id: Row<'content_items'>['id']
  status: ItemStatus
  /** Grows with every change; a save says which one it saw. */
  version: Row<'content_items'>['version']
  /** When it was last changed, ISO. */
  changedAt: Row<'content_items'>['updated_at']
  deletedAt: Row<'content_items'>['deleted_at']
  /** Whether somebody else than who looks at it has to publish it. */
  needsReview: boolean
}

/** An item as its coach sees it. */
export type CoachedItem<Fields extends ItemFields = ItemFields> = Fields & ItemState

/**
 * An item as the database keeps its versions, and as it is saved: what all kinds share, and under the
 * name of its kind what that adds, in the words of its tables. What is empty may be left out.
 */
export type ItemBody<K extends Kind, Own> = ItemFields & { [kind in K]?: Own }

/** The most that the texts of every item may hold, in characters as people count them. */
export const ITEM_LIMITS = { title: 120, summary: 300 } as const

/** Characters as people count them, and as Postgres does: an emoji is one. */
export const countCharacters = (text: string) => [...text].length

/** A part of an item as text, under the name that its form has for it. */
export type Part = [label: string, text: string]
