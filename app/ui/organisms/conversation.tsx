import type { ReactNode } from 'react'
import { Icon } from '../atoms/icon'
import { Link } from '../atoms/link'
import { Spinner } from '../atoms/progress'
import type { Readers } from '../molecules/message'
import { useWords } from '../strings'
import { conversationWords } from '../strings/conversation'

/** Who may read what is written here, said where it is written. */
export function ReadersLine({ readers }: { readers: Readers }) {
  const conversation = useWords(conversationWords)
  return (
    <p className="readers">
      <Icon name={readers === 'owner' ? 'lock' : 'people'} />
      {readers === 'owner' ? conversation.readByYou : conversation.readByCoaches}
    </p>
  )
}

/**
 * The band above a conversation: with whom, read by whom, and while an answer is made its Stop.
 * It stands before the messages in the page, so that Stop is there while an answer still grows
 * without JavaScript, and stays in view however long the answer gets.
 */
export function ConversationHead({
  title,
  agent,
  readers,
  listHref,
  answering,
  announce,
  actions,
}: {
  title: string
  agent: string
  readers: Readers
  /** My conversations as a page, where the side list has no room. */
  listHref?: string
  /** The `StopForm`, while an answer is made. */
  answering?: ReactNode
  /** Read out and not shown, such as "The answer is complete.", when a script saw it end. */
  announce?: string
  /** Rename, delete. */
  actions?: ReactNode
}) {
  const conversation = useWords(conversationWords)
  return (
    <div className="conversation-head">
      <div className="column">
        <h1 dir="auto">{title}</h1>
        {actions}
        <div className="conversation-notes">
          <ReadersLine readers={readers} />
          {listHref && (
            <span className="only-narrow">
              <Link href={listHref}>{conversation.mine}</Link>
            </span>
          )}
        </div>
        <div className="answering">
          <span role="status">
            {answering && <Spinner label={conversation.agentsTurn(agent)} />}
            {announce && <span className="sr-only">{announce}</span>}
          </span>
          {answering}
        </div>
      </div>
    </div>
  )
}

/**
 * The messages, oldest first. The region scrolls by itself where there is room, stays at its foot
 * while an answer grows (CSS, no script), and can be scrolled by keyboard.
 */
export function Thread({
  olderHref,
  children,
}: {
  /** Leads to messages before the first one shown. */
  olderHref?: string | null | undefined
  children: ReactNode
}) {
  const conversation = useWords(conversationWords)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="thread" aria-label={conversation.thread} tabIndex={0}>
      <div className="thread-inner column">
        {olderHref && (
          <p className="text-center">
            <Link href={olderHref}>{conversation.older}</Link>
          </p>
        )}
        {children}
      </div>
    </section>
  )
}
