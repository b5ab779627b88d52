/** What can be done with many items at once. */
export const MANY_CHANGES = [
  'tag',
  'untag',
  'publish',
  'take-back',
  'archive',
  'delete',
  'restore',
  'copy',
] as const
export type ManyChange = (typeof MANY_CHANGES)[number]

/** What takes those that are ticked along to the page of exports, and changes none of them. */
export const MANY_EXPORT = 'export'

/** Characters that a tag may have, and items that one post may change. */
export const MANY_LIMITS = { tag: 40, items: 100 } as const
