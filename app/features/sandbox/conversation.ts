import type { AnswerStatus } from './answer-job'

/** Characters, as Postgres counts them, that a person's message may have. */
export const LONGEST_MESSAGE = 32_000
/** Characters that a conversation's title may have. */
export const LONGEST_TITLE = 120

export type Readers = 'owner' | 'owner_and_coaches'

/** A conversation in a list. */
export interface ConversationLine {
  id: string
  title: string
  agentName: string
  /** When something was last said, ISO. */
  at: string
}

/** A list's page, newest first. */
export interface ConversationLines {
  items: ConversationLine[]
  /** The place that `?before=` takes for what follows; null at the end. */
  older: string | null
}

/** A conversation, without what was said in it. */
export interface Conversation {
  id: string
  title: string
  agentId: string | null
  agentName: string
  readers: Readers
  /** Whether it is the reader's own; a coach may read another's and writes nothing there. */
  mine: boolean
  /** What its owner is called. */
  ownerName: string
  deleted: boolean
  /** Whether its agent answers: it is published and not deleted. */
  agentThere: boolean
}

/** One message, as it is kept. */
export interface SaidMessage {
  id: string
  parentId: string | null
  author: 'person' | 'agent'
  text: string
  status: AnswerStatus
  /** A code, see `sandbox.failures` in the catalogue. */
  failure: string | null
  /** What answered. */
  model: string | null
  /** ISO. */
  at: string
  /** Another answer to the same message came after it. */
  superseded: boolean
}

/** A part of a conversation, oldest first. */
export interface SaidMessages {
  items: SaidMessage[]
  /** The id that `?before=` takes for what was said earlier; null at the beginning. */
  older: string | null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether a text is an id of ours; anything else names nothing. */
export const isUuid = (text: string | null | undefined): text is string => UUID.test(text ?? '')

/** Where a community's sandbox is. */
export const sandboxPath = (community: string) => `/c/${community}/sandbox`

/** Where a conversation is; `#answer` is its end. */
export const conversationPath = (community: string, id: string) => `${sandboxPath(community)}/${id}`
