import { conversationPath } from '../conversation/conversation'
import { heldBelow } from './held-failure'

/** Where its author reads why it is held. */
export const heldPath = (community: string, conversation: string, answerId: string) =>
  heldBelow(conversationPath(community, conversation), answerId)

/** Where coaches find what waits for them. */
export const heldListPath = (community: string) => `/c/${community}/admin/held`

/** What a community holds. */
export interface HoldRules {
  words: string[]
  /** Whether a message with one of the words is refused, and not held until a coach has looked. */
  refuses: boolean
  /** What its author is told then. */
  refusal: string
  /** Whether answers are looked through too. */
  answers: boolean
  /** Whether each message of a member waits for a coach. */
  review: boolean
  /** Whether each message is looked at by a provider before a model is asked. */
  provider: boolean
}

/** Words and phrases that a community holds at most. */
export const MOST_WORDS = 500
/** Characters of each of them. */
export const LONGEST_WORD = 100
/** Characters of what is told to whom is refused. */
export const LONGEST_REFUSAL = 500
