import type { SequentialResult } from './sequential-test'

/** The least, the most and what a form begins with. */
export const BOUNDS = {
  share: { least: 1, most: 99, first: 50 },
  stopRated: { least: 10, most: 2_000, first: 200 },
  stopDays: { least: 1, most: 90, first: 30 },
  stopConversations: { least: 20, most: 5_000, first: 2_000 },
} as const

export type Bounded = keyof typeof BOUNDS
export const bounded = Object.keys(BOUNDS) as Bounded[]

/** What came of A, the agent as it is, or of B. Medians; milliseconds; costs in micro-units. */
export interface KindFigures {
  conversations: number
  people: number
  /** Those that the model gave which was to. */
  answers: number
  /** Those that another gave in its place: in no other figure. */
  stoodIn: number
  broken: number
  whole: number
  /** Whole ones in whose place another was asked for. */
  again: number
  good: number
  bad: number
  /** In tokens. */
  length: number | null
  firstWord: number | null
  duration: number | null
  cost: number | null
  /** Answers whose model has no price. */
  unpriced: number
}

/** What came of an experiment. */
export interface Figures {
  a: KindFigures
  b: KindFigures
  /** Null for who sees no ratings. */
  test: SequentialResult | null
}

/** Where an agent's experiment has its page. */
export const experimentPath = (slug: string, agent: string | undefined) =>
  `/c/${slug}/admin/agents/${agent}/experiment`
