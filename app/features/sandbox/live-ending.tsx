import { ButtonLink } from '~/ui/atoms/button'
import { useWords } from '~/ui/strings'
import { conversationWords } from '~/ui/strings/conversation'
import { sandboxWords } from '~/ui/strings/sandbox'
import type { LiveEnd } from './live-events'
import { failureWords } from './problem-words'
import { RetryForm } from './retry-form'

/** What stands under an answer that was written into the document, when it has ended. */
export function LiveEnding({
  end,
  action,
  answerId,
  postKey,
  mayRetry,
}: {
  end: LiveEnd | 'unreachable'
  action: string
  answerId: string
  postKey: string
  mayRetry: boolean
}) {
  const conversation = useWords(conversationWords)
  const sandbox = useWords(sandboxWords)
  if (end === 'unreachable') {
    return (
      <div className="message-status" role="status">
        <span>{sandbox.cantReach}</span>
        <ButtonLink small icon="retry" href={`${action}#answer`}>
          {sandbox.reload}
        </ButtonLink>
      </div>
    )
  }
  if (end.status === 'complete') return null
  const { statusStopped, statusCutOff, statusFailed } = conversation
  const words =
    failureWords(end.failure, sandbox) ??
    { stopped: statusStopped, cut_off: statusCutOff, failed: statusFailed, gone: statusCutOff }[
      end.status
    ]
  return (
    <div className="message-status" role="status">
      <span>{words}</span>
      {mayRetry && <RetryForm action={action} answerId={answerId} postKey={postKey} />}
    </div>
  )
}
