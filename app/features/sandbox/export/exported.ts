import type { SaidMessage } from '../conversation/conversation'

/** Messages that an export has at most: the newest. */
export const LONGEST_EXPORT = 10_000

export const EXPORTED_AS = ['markdown', 'json', 'print'] as const
export type ExportedAs = (typeof EXPORTED_AS)[number]

export const isExportedAs = (text: string | null): text is ExportedAs =>
  EXPORTED_AS.some((each) => each === text)

export interface ExportedConversation {
  id: string
  title: string
  agentName: string
  /** The community's. */
  slug: string
  communityName: string
  ownerName: string
  /** ISO. */
  begunAt: string
  /** The message with which the branch ends that is shown; null where nothing was said. */
  leafId: string | null
  /** There was more before the first message than an export may have. */
  older: boolean
}

export type ExportedMessage = Pick<
  SaidMessage,
  | 'id'
  | 'parentId'
  | 'author'
  | 'text'
  | 'status'
  | 'model'
  | 'at'
  | 'byAgent'
  | 'sources'
  | 'leftOut'
  | 'files'
>

/** A way to write a conversation down, piece by piece. */
export interface ExportForm {
  mediaType: string
  extension: string
  /** Whether the branch that is shown is written, or all of them. */
  branches: 'shown' | 'all'
  begin(conversation: ExportedConversation): string
  message(message: ExportedMessage, conversation: ExportedConversation, first: boolean): string
  end(conversation: ExportedConversation): string
}

/** A moment as an export says it: to the minute, and in one zone wherever it is read. */
export const timeOf = (iso: string) =>
  `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Who says a message. */
export const speakerOf = (
  { author, byAgent }: Pick<ExportedMessage, 'author' | 'byAgent'>,
  { agentName, ownerName }: Pick<ExportedConversation, 'agentName' | 'ownerName'>,
) => (author === 'agent' ? (byAgent ?? agentName) : ownerName)
