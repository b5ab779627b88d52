import type { Answer, Row } from '~/data/tables'
import type { LinkedFile } from '~/platform/storage/file-links.server'
import type { Source } from '../answers/source'
import type { HeldSign } from '../moderation/held-news'

/** Characters, as Postgres counts them, that a person's message may have. */
export const LONGEST_MESSAGE = 32_000
/** Characters that the reason of a rating or a report may have. */
export const LONGEST_REASON = 2_000
/** Characters that a conversation's title may have. */
export const LONGEST_TITLE = 120

export type Readers = Row<'conversations'>['readers']

/** A conversation in a list. */
export interface ConversationLine extends Pick<Row<'conversations'>, 'id' | 'title'> {
  agentName: Row<'conversations'>['agent_name']
  /** When something was last said, ISO. */
  at: Row<'conversations'>['last_message_at']
  folder: Row<'conversations'>['folder']
  pinned: boolean
  archived: boolean
  held: HeldSign | null
}

/** A list's page, newest first; what is pinned stands above. */
export interface ConversationLines {
  items: ConversationLine[]
  /** The place that `?before=` takes for what follows; null at the end. */
  older: string | null
}

/** A list's page as it stands beside a conversation: what is held there is told in words already. */
export interface SideLines extends Pick<ConversationLines, 'older'> {
  items: (Pick<ConversationLine, 'id' | 'title' | 'agentName'> & { mark: string })[]
}

/** A conversation, without what was said in it. */
export interface Conversation extends Pick<Row<'conversations'>, 'id' | 'title' | 'readers'> {
  agentId: Row<'conversations'>['agent_id']
  agentName: Row<'conversations'>['agent_name']
  /** Whether it is the reader's own; a coach may read another's and writes nothing there. */
  mine: boolean
  /** What its owner is called. */
  ownerName: string
  deleted: boolean
  /** Whether its agent answers: it is published and not deleted. */
  agentThere: boolean
  /** What its owner typed and did not send, on whatever device; their own only. */
  draft: ServedDraft
}

/** What there was of a draft when a page was made. */
export interface ServedDraft {
  text: Row<'message_drafts'>['text'] | null
  /** When that was, by the database's clock, ISO. */
  at: string
}

/**
 * One message, as it is kept: `failure` is a code (see `sandbox-problems.failures` in the catalogue), `model`
 * what answered.
 */
export interface SaidMessage
  extends Pick<Row<'messages'>, 'id' | 'author' | 'text' | 'status' | 'failure' | 'model'> {
  parentId: Row<'messages'>['parent_id']
  /** ISO. */
  at: Row<'messages'>['created_at']
  /** What an answer was made from; none of an agent without documents. */
  sources: Source[]
  /** What was attached to a message; none of an answer. */
  files: MessageFile[]
  /** Who answered, where it was another agent than the conversation's. */
  byAgent: string | null
  /** Whether it is an earlier answer, given again. */
  given: Branch['given']
  /** Of an answer, how many messages before its question the model was not given; null where it had all. */
  leftOut: Row<'messages'>['left_out']
  /** Which of the messages it is that hang from the same one, from 1 on. */
  place: Branch['place']
  /** How many of them there are. */
  beside: Branch['beside']
  previousId: string | null
  nextId: string | null
  /** What its owner thinks of an answer. */
  rating: Rating | null
  /** What the reader told the coaches of it, and what they say. */
  report: SentReport | null
  /** Of a page's last message: more was said after it. */
  goesOn: Branch['goes_on']
}

/** A file of a message. Its id is what it lies under. */
export type MessageFile = LinkedFile

/** What a person thinks of an answer that they asked for. */
export type Rating = Pick<Row<'message_ratings'>, 'good' | 'reason'>

/** A report as who sent it sees it. */
export interface SentReport extends Pick<Row<'answer_reports'>, 'reason' | 'note'> {
  settled: boolean
}

type Branch = Answer<'read_branch'>[number]

/** A part of a conversation, oldest first. */
export interface SaidMessages {
  items: SaidMessage[]
  /** The id that `?before=` takes for what was said earlier; null at the beginning. */
  older: string | null
  /** Whether the branch ends with these. */
  newest: boolean
}

/** Where a community's sandbox is. */
export const sandboxPath = (community: string) => `/c/${community}/sandbox`

/** Where a conversation is; `#answer` is its end. */
export const conversationPath = (community: string, id: string) => `${sandboxPath(community)}/${id}`

/** Where one does something with a conversation as a whole. */
export const optionsPath = (community: string, id: string) =>
  `${conversationPath(community, id)}/options`

/** Characters that a folder's name may have. */
export const LONGEST_FOLDER = 40

/** Where all of one's conversations are, those that were laid away and those in folders too. */
export const allMinePath = (community: string) => `${sandboxPath(community)}/mine`

/** Where one searches in a conversation. */
export const searchPath = (community: string, id: string) =>
  `${conversationPath(community, id)}/search`

/** Where one adds a prompt to a conversation. */
export const addPath = (community: string, id: string) => `${conversationPath(community, id)}/add`
