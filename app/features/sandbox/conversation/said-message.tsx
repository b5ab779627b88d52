import type { ReactNode } from 'react'
import { LiveSlot } from '~/ui/atoms/live-slot'
import { Spinner } from '~/ui/atoms/progress'
import { Time } from '~/ui/atoms/time'
import { Message, Prose } from '~/ui/molecules/message'
import { useWords } from '~/ui/strings'
import { conversationWords } from '~/ui/strings/conversation'
import { sandboxWords } from '~/ui/strings/sandbox'
import { FailureWords } from './late-words'
import type { ShownMessage } from './thread'

/** One message: a person's words, an answer, or an answer that grows. */
export function SaidMessage({
  message,
  agentName,
  inDocument,
  lost,
  tools,
}: {
  message: ShownMessage
  agentName: string
  /** The server writes this answer into the document, in order. */
  inDocument: boolean
  /** What one can do where it can't be followed any more. */
  lost?: ReactNode
  /** What one can do with it otherwise. */
  tools: ReactNode
}) {
  const { agentsTurn } = useWords(conversationWords)
  const sandbox = useWords(sandboxWords)
  const { author, text, html, status, failure, model, time, byAgent } = message
  const name = byAgent ?? agentName
  const stamp = time && <Time iso={time.iso} label={time.label} exact={time.exact} />
  if (author === 'person') {
    return (
      <Message id={`m-${message.id}`} author="person" time={stamp} actions={tools}>
        {text}
      </Message>
    )
  }
  if (inDocument) {
    return (
      <Message author="agent" name={name} time={stamp}>
        <LiveSlot />
      </Message>
    )
  }
  const growing = status === 'streaming'
  const body =
    html !== null ? (
      <Prose html={html} />
    ) : text ? (
      <div className="whitespace-pre-wrap">{text}</div>
    ) : (
      growing && !lost && <Spinner label={message.waits ?? agentsTurn(name)} />
    )
  return (
    <Message
      id={`m-${message.id}`}
      author="agent"
      name={name}
      time={stamp}
      status={lost ? 'cut_off' : status}
      failure={
        lost ? sandbox.cantReach : failure && <FailureWords code={failure} status={status} />
      }
      actions={
        lost || (
          <>
            {status === 'complete' && model && (
              <span className="hint">{sandbox.answeredBy(model)}</span>
            )}
            {!growing && tools}
          </>
        )
      }
    >
      {body}
    </Message>
  )
}
