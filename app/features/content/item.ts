import type { Row } from '~/data/tables'

export type ItemStatus = Row<'content_items'>['status']

/** What a coach decides about an item of any kind. */
export type ItemFields = Pick<Row<'content_items'>, 'title' | 'summary'> & {
  /** What it is found by, as it is typed: `tagsOf` parts it. */
  tags: string
}

/** What every item begins with. */
export const EMPTY_ITEM: ItemFields = { title: '', summary: '', tags: '' }

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
  /** The one of its community, in which times are told and entered. */
  timeZone: Row<'communities'>['time_zone']
  ownerId: Row<'content_items'>['owner_id']
  /** Who may use it once it is published; nobody any more, where all whom it was limited to are gone. */
  audience: 'everybody' | 'some' | 'nobody'
  /** Who looks after it; null when the account is gone. */
  owner: Row<'profiles'>['display_name'] | null
}

/** What is to come for an item. */
export interface ItemPlan {
  /** When a deleted one goes for good, ISO. */
  goneAt: Row<'content_items'>['deleted_at']
  /** When it is published by itself, ISO. */
  publishAt: Row<'content_items'>['publish_at']
}

/** An item as its coach sees it. */
export type CoachedItem<Fields extends ItemFields = ItemFields> = Fields & ItemState

/** The most that the texts of every item may hold, in characters as people count them. */
export const ITEM_LIMITS = { title: 120, summary: 300 } as const

/** Characters as people count them, and as Postgres does: an emoji is one. */
export const countCharacters = (text: string) => [...text].length

/** A part of an item as text, under the name that its form has for it. */
export type Part = [label: string, text: string]
