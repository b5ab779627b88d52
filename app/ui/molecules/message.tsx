import type { ReactNode } from 'react'
import { Mark } from '../atoms/mark'
import { useWords } from '../strings'
import { commonWords } from '../strings/common'
import { conversationWords } from '../strings/conversation'

export type MessageStatus = 'complete' | 'streaming' | 'stopped' | 'cut_off' | 'failed'

export interface MessageProps {
  id?: string
  author: 'person' | 'agent'
  /** The agent's name; the person is "You". */
  name?: string
  /** A `Time`. */
  time?: ReactNode
  /** A person's text as it was written, or an answer as rendered, safe HTML in a `Prose`. */
  children: ReactNode
  status?: MessageStatus
  /** Said instead of the status's own words, where a failure is known by name. */
  failure?: ReactNode
  /** Try again, copy: what one can do with it. */
  actions?: ReactNode
}

/** One turn of a conversation: who, when, what, and what became of it. */
export function Message({
  id,
  author,
  name,
  time,
  children,
  status = 'complete',
  failure,
  actions,
}: MessageProps) {
  const common = useWords(commonWords)
  const conversation = useWords(conversationWords)
  const words = {
    complete: null,
    streaming: null,
    stopped: conversation.statusStopped,
    cut_off: conversation.statusCutOff,
    failed: conversation.statusFailed,
  }[status]
  const who = author === 'person' ? common.you : (name ?? '')
  const said = failure ?? words
  return (
    <article id={id} className={`message message-${author}`} aria-busy={status === 'streaming'}>
      <h2 className="message-head">
        {author === 'agent' && <Mark kind="agent" name={who} />}
        <span dir="auto">{who}</span>
        {time}
      </h2>
      <div className="message-text" dir="auto">
        {children}
      </div>
      {(said || actions) && (
        <div className="message-status">
          {said && <span>{said}</span>}
          {actions}
        </div>
      )}
    </article>
  )
}

/** Rendered Markdown. `html` must come from `platform/markdown`, which lets no raw HTML through. */
export function Prose({ html }: { html: string }) {
  return (
    <div
      className="prose"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: made safe where it was rendered.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}

/** Who may read what is written here. */
export type Readers = 'owner' | 'owner_and_coaches'
