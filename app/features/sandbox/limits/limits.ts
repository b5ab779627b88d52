/** What may be limited: messages a minute and answers at once, of each member and of all together. */
export const LIMITS = [
  'personMessages',
  'communityMessages',
  'personAnswers',
  'communityAnswers',
] as const

/** Null: not limited. */
export type Limits = Record<(typeof LIMITS)[number], number | null>

/** The most that a limit can say. */
export const GREATEST_LIMIT = 10_000
