import type { MessageStatus } from '~/ui/molecules/message'
import type { Moment } from '~/ui/moment'
import type { LinkedMessageFile } from '../attached/message-files'
import type { LiveTurn } from '../live/live-feed'
import type { Rating, SentReport } from './conversation'

/** A message as the page shows it. */
export interface ShownMessage {
  id: string
  author: 'person' | 'agent'
  /** A person's words, or an answer's as far as they are not rendered. */
  text: string
  /** An answer, rendered; null while it grows. */
  html: string | null
  status: MessageStatus
  failure: string | null
  model: string | null
  time: Moment | null
  /** Who answered, where it was another agent than the conversation's. */
  byAgent: string | null
  /** Whether it is an earlier answer, given again; of what was followed here, the server says so. */
  given?: boolean
  /** Which one it is of those that hang from the same message, where there are several. */
  branch: Branch | null
  /** What its owner thinks of an answer. */
  rating: Rating | null
  /** What the reader told the coaches of it, and what they say. */
  report: SentReport | null
  /** What was attached to it. */
  files?: LinkedMessageFile[]
  /** Where this page follows it: the server can't be reached any more. */
  lost?: boolean
  /** Where it stands while it waits for its turn, in words. */
  waits?: string | null | undefined
}

export interface Branch {
  place: number
  beside: number
  previousId: string | null
  nextId: string | null
}

/**
 * The messages that the server gave, and after them what this page has followed since.
 *
 * A message that the server gave as over is newer than what was followed of it. What was asked after
 * a message with which these do not end stands on another branch.
 */
export function withLiveTurns(
  messages: readonly ShownMessage[],
  turns: readonly LiveTurn[],
  momentOfTurn: (iso: string) => Moment,
): ShownMessage[] {
  const shown = [...messages]
  for (const turn of turns) {
    const { asked, answerId, text, waits, phase, end } = turn
    const isNew = asked !== null && !shown.some(({ id }) => id === asked.id)
    if (isNew) {
      if (asked.after !== (shown.at(-1)?.id ?? null)) continue
      shown.push({
        ...blank,
        id: asked.id,
        author: 'person',
        text: asked.text,
        time: momentOfTurn(asked.at),
      })
    }
    const at = shown.findIndex(({ id }) => id === answerId)
    const known = shown[at]
    if (known ? known.status !== 'streaming' : !isNew) continue
    const answer: ShownMessage = {
      ...(known ?? { ...blank, id: answerId, author: 'agent' }),
      // What was saved is shown until the stream has passed it.
      text: known && known.text.length > text.length ? known.text : text,
      html: end?.html ?? null,
      status: end && end.status !== 'gone' ? end.status : 'streaming',
      failure: end?.failure ?? null,
      lost: phase === 'lost',
      waits,
    }
    if (known) shown[at] = answer
    else shown.push(answer)
  }
  return shown
}

const blank: Omit<ShownMessage, 'id' | 'author'> = {
  text: '',
  html: null,
  status: 'complete',
  failure: null,
  model: null,
  time: null,
  byAgent: null,
  branch: null,
  rating: null,
  report: null,
}
