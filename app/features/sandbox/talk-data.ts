import type { Conversation, ConversationLines, Readers } from './conversation'
import type { ShownMessage } from './thread'
import type { AskProblem } from './use-asking'

/** What a refused post gives back to the page that it came from. */
export interface Refused extends AskProblem {
  /** What was written, in the message or the title. */
  written: string
  /** The key that sending it again carries. */
  postKey: string
}

/** Nothing can be asked now, or only a script answers. */
export type Notice = 'off' | 'practice'

/** A conversation as its page shows it. */
export interface TalkData {
  /** The community's slug. */
  slug: string
  conversation: Conversation
  messages: ShownMessage[]
  /** Leads to what was said before; null at the beginning. */
  olderHref: string | null
  /** Whether the newest messages are among these. */
  newest: boolean
  /** The answer that is being made, if the newest one is. */
  growing: string | null
  /** Whether the server writes it into this document, word by word. */
  written: boolean
  /** The key of the next message, or of the next try. */
  postKey: string
  /** The message that is being written anew. */
  edited: string | null
  /** The answer beside which another agent is to give one, and the agents that can. */
  again: { answer: string; agents: { id: string; title: string }[] } | null
  /** What whoever asks has to know first. */
  notice: Notice | null
  mine: ConversationLines
}

/** The beginning of a conversation. */
export interface BeginData {
  slug: string
  agent: {
    id: string
    title: string
    summary: string
    greeting: string
    starterQuestions: string[]
  }
  readers: Readers
  /** What the address proposes to say, and the prompt that it comes from. */
  message: string
  prompt: string | null
  postKey: string
  notice: Notice | null
  mine: ConversationLines
}
