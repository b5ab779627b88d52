import type { AgentTrial } from '~/features/content/agents/agent-trial'
import type { Entered } from '~/features/content/form/entered'
import type { Codes } from '~/features/content/form/kind-form'

/** Why a post could not be taken at all, and the status that says so. */
export const UNSENT = { 'session-ended': 401, unavailable: 503, timeout: 504 } as const
export type UnsentReason = keyof typeof UNSENT

/** Why a form that was filled in rightly could not be saved. */
export type ItemObstacle =
  /** Somebody saved the item since the form was opened. */
  | 'changed'
  /** Somebody deleted it since. */
  | 'deleted'
  /** It is its author's own, and somebody else has to publish it. */
  | 'needs-review'
  /** The form has already made an item, which was changed since. */
  | 'made-before'
  | UnsentReason

/** What an item's form gets back when it was not saved: all that was entered, and why. */
export interface ItemReply {
  kind: 'form'
  /** Tells one answer from the next. */
  stamp: string
  /** What was entered; null: what is saved stands. */
  entered: Entered | null
  /** What is wrong with it, by the field's name. */
  codes: Codes
  obstacle: ItemObstacle | null
  /** What the coach meant to do with it once it is saved. */
  also: 'publish' | 'submit' | null
  /** The version that the form was opened with. */
  version: number | null
  /** The item that the form made before. */
  made: string | null
  /** What members would see of what was entered, as HTML, where that was asked. */
  preview: string | null
  /** What came of asking it as the form stands, where that was asked. */
  trial: AgentTrial | null
  /** The part of the form that was reworked, where that was asked. */
  changed: string | null
}

/** A time or an owner that could not be set, with what was entered. */
export interface PlanReply {
  kind: 'plan'
  field: 'publishAt' | 'owner'
  code: string
  entered: string
}

/** A deletion that was not done, because the item was changed since. */
export interface StaleReply {
  kind: 'stale'
}
