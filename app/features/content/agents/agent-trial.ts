/** The name of the field that holds what an agent is asked beside its form. */
export const TRIAL_FIELD = 'trial'

/** Characters of a question to an agent that is tried out. */
export const LONGEST_TRIAL = 4_000

/** What came of asking an agent as its form stands. */
export interface AgentTrial {
  question: string
  /** The answer, rendered; null where there is none. */
  html: string | null
  /** What went wrong, in words. */
  problem: string | null
}
