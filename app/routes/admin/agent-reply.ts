import type { parseAgentForm } from '~/features/content/agent-form-data'

/** Why a post could not be taken at all, and the status that says so. */
export const UNSENT = { 'session-ended': 401, unavailable: 503, timeout: 504 } as const
export type UnsentReason = keyof typeof UNSENT

/** Why a form that was filled in rightly could not be saved. */
export type AgentObstacle =
  /** Somebody saved the agent since the form was opened. */
  | 'changed'
  /** Somebody deleted it since. */
  | 'deleted'
  /** The form has already made an agent, which was changed since. */
  | 'made-before'
  | UnsentReason

/** What the agent's form gets back when it was not saved: all that was entered, and why. */
export interface AgentReply {
  kind: 'form'
  /** Tells one answer from the next. */
  stamp: string
  submission: ReturnType<ReturnType<typeof parseAgentForm>['reply']>
  obstacle: AgentObstacle | null
  /** Whether the coach meant to publish. */
  publish: boolean
  /** The version that the form was opened with. */
  version: number | null
  /** The agent that the form made before. */
  made: string | null
}

/** A deletion that was not done, because the agent was changed since. */
export interface StaleReply {
  kind: 'stale'
}
