/** What of the coach's list is shown; `all` leaves the deleted ones out. */
export const DESK_FILTERS = [
  'all',
  'published',
  'draft',
  'in_review',
  'archived',
  'deleted',
] as const
export type DeskFilter = (typeof DESK_FILTERS)[number]
