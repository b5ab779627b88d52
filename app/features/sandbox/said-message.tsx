import type { ReactNode } from 'react'
import { LiveSlot } from '~/ui/atoms/live-slot'
import { Spinner } from '~/ui/atoms/progress'
import { Time } from '~/ui/atoms/time'
import { Disclosure } from '~/ui/molecules/disclosure'
import { Message, Prose } from '~/ui/molecules/message'
import { useWords } from '~/ui/strings'
import { conversationWords } from '~/ui/strings/conversation'
import { sandboxWords } from '~/ui/strings/sandbox'
import { failureWords } from './problem-words'
import type { ShownMessage } from './thread'

/** One message: a person's words, an answer, or an answer that grows. */
export function SaidMessage({
  message,
  agentName,
  inDocument,
  actions,
}: {
  message: ShownMessage
  agentName: string
  /** The server writes this answer into the document, in order. */
  inDocument: boolean
  /** What one can do about an answer that did not end well. */
  actions?: ReactNode
}) {
  const { agentsTurn } = useWords(conversationWords)
  const sandbox = useWords(sandboxWords)
  const { author, text, html, status, failure, model, time, superseded, lost } = message
  const stamp = time && <Time iso={time.iso} label={time.label} exact={time.exact} />
  if (author === 'person') {
    return (
      <Message id={`m-${message.id}`} author="person" time={stamp}>
        {text}
      </Message>
    )
  }
  if (inDocument) {
    return (
      <Message author="agent" name={agentName} time={stamp}>
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
      growing && !lost && <Spinner label={agentsTurn(agentName)} />
    )
  const shown = (
    <Message
      id={`m-${message.id}`}
      author="agent"
      name={agentName}
      time={stamp}
      status={lost ? 'cut_off' : status}
      failure={lost ? sandbox.cantReach : failureWords(failure, sandbox)}
      actions={actions || (model && <span className="hint">{sandbox.answeredBy(model)}</span>)}
    >
      {body}
    </Message>
  )
  if (superseded) return <Disclosure summary={sandbox.earlierAttempt}>{shown}</Disclosure>
  return shown
}
