import type { ReactNode } from 'react'
import { useWords } from '../strings'
import { conversationWords } from '../strings/conversation'

/**
 * The conversation is the page. In the order of the document: my conversations, the head with
 * Stop, the messages, the form; an answer that grows without JavaScript is the last of the
 * messages, and the form follows when it has ended.
 */
export function SandboxPage({
  side,
  head,
  flash,
  thread,
  composer,
}: {
  /** A `SideList` and the way to a new conversation. */
  side?: ReactNode
  /** A `ConversationHead`. */
  head: ReactNode
  flash?: ReactNode
  /** A `Thread` of `Message`s. */
  thread: ReactNode
  /** A `Composer`. */
  composer: ReactNode
}) {
  const conversation = useWords(conversationWords)
  return (
    <div className="sandbox-body">
      {side && (
        <aside className="sandbox-side" aria-label={conversation.mine}>
          {side}
        </aside>
      )}
      <main id="content" tabIndex={-1} className="conversation">
        {head}
        {flash && <div className="column flashes">{flash}</div>}
        {thread}
        {composer}
      </main>
    </div>
  )
}
