import type { GivenDocument } from '../attached/given-documents'
import type { Conversation, Readers, SideLines } from './conversation'
import type { ShownMessage } from './thread'
import type { AskProblem } from './use-asking'

/** What a refused post gives back to the page that it came from. */
export interface Refused extends AskProblem {
  /** What was written, in the message, the title or the reason. */
  written: string
  /** What was chosen beside it. */
  chosen: string
  /** The key that sending it again carries. */
  postKey: string
}

/** A message is written anew, another agent is to answer it, or an answer is rated. */
export interface OpenForm {
  kind: 'edit' | 'again' | 'rate'
  message: string
  /** The agents that can be asked. */
  agents: { id: string; title: string }[]
}

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
  /** The form that stands below a message. */
  form: OpenForm | null
  /** The documents that the agent reads with each question. */
  given: GivenDocument[]
  /** Names of the files that the next message takes along; null where there is no place for files. */
  waiting: string[] | null
  /** What whoever asks has to know first, what is left of their budgets with it. */
  notice: string | null
  mine: SideLines
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
  /** Whether files go along with messages here. */
  mayAttach: boolean
  notice: string | null
  mine: SideLines
}
