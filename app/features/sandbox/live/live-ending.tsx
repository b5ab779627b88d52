import type { ReactNode } from 'react'
import { ButtonLink } from '~/ui/atoms/button'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { messageToolsWords } from '~/ui/strings/message-tools'
import { sandboxWords } from '~/ui/strings/sandbox'
import { FailureWords } from '../conversation/problem-words'
import { mayTryAgain, RetryForm } from '../conversation/retry-form'
import { heldBelow, isHeld } from '../moderation/held-failure'
import type { LiveEnd } from './live-events'

/** What stands under an answer that was written into the document, when it has ended. */
export function LiveEnding({
  end,
  action,
  answerId,
  postKey,
  mayRetry,
  tools,
}: {
  end: LiveEnd | 'unreachable'
  action: string
  answerId: string
  postKey: string
  mayRetry: boolean
  /** What one can do with an answer that came whole. */
  tools?: ReactNode
}) {
  const sandbox = useWords(sandboxWords)
  const { held, heldWay } = useWords(messageToolsWords)
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
  if (end.status === 'complete') {
    return tools ? <div className="message-status">{tools}</div> : null
  }
  return (
    <div className="message-status" role="status">
      <span>
        <FailureWords code={end.failure} status={end.status} />
      </span>
      {end.failure && <span>{entryOf(held, end.failure)}</span>}
      {isHeld(end.failure) ? (
        <ButtonLink small href={heldBelow(action, answerId)}>
          {heldWay}
        </ButtonLink>
      ) : (
        mayRetry &&
        mayTryAgain(end.failure) && (
          <>
            {end.status !== 'failed' && (
              <RetryForm action={action} answerId={answerId} postKey={postKey} intent="continue" />
            )}
            <RetryForm action={action} answerId={answerId} postKey={postKey} />
          </>
        )
      )}
    </div>
  )
}
