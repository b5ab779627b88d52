import type { MessageStatus } from '~/ui/molecules/message'
import { conversationPath, sandboxPath } from '../conversation/conversation'

/** Models that one question goes to. */
export const FEWEST_COMPARED = 2
export const MOST_COMPARED = 3

/** An answer of one of the models that are compared. */
export interface ComparedAnswer {
  id: string
  /** What people read of the model. */
  label: string
  chosen: boolean
  /** Whether its model may still be asked. */
  offered: boolean
  text: string
  status: MessageStatus
  failure: string | null
}

/** A question that several models were asked in a conversation. */
export interface ComparisonLine {
  asked: string
  question: string
  /** What people read of the models. */
  labels: string[]
  /** The models, as agents name them. */
  models: string[]
  /** Whose answer was chosen. */
  chosen: string | null
}

/** Where one asks several models: something new, or the next thing in a conversation. */
export const comparePath = (community: string, conversation: string | null = null) =>
  `${conversation === null ? sandboxPath(community) : conversationPath(community, conversation)}/compare`

/** Where the answers to one question stand beside each other. */
export const comparisonPath = (community: string, conversation: string, asked: string) =>
  `${comparePath(community, conversation)}/${asked}`
