import { ButtonLink } from '~/ui/atoms/button'
import { VisuallyHidden } from '~/ui/atoms/hidden'
import { Icon } from '~/ui/atoms/icon'
import { useElements } from '~/ui/elements'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { messageToolsWords } from '~/ui/strings/message-tools'
import { rateAnswerWords } from '~/ui/strings/rate-answer'
import { MessageFiles } from '../attached/message-files-list'
import { heldBelow, isHeld } from '../moderation/held-failure'
import { mayTryAgain, RetryForm } from './retry-form'
import { TakeAlong } from './take-along'
import type { Branch, ShownMessage } from './thread'

export interface MessageToolsProps {
  message: ShownMessage
  /** Where the conversation is. */
  action: string
  postKey: string
  /** Whether the reader may ask and write here. */
  mayWrite: boolean
  /** Whether turning to another branch is remembered: it is the reader's own. */
  mayTurn: boolean
}

/** What one can do with a message: turn to another version of it, write it anew, ask again, rate and report it, copy it, hear it. */
export function MessageTools({ message, action, postKey, mayWrite, mayTurn }: MessageToolsProps) {
  const words = useWords(messageToolsWords)
  const rate = useWords(rateAnswerWords)
  const { id, author, status, failure, branch, html, rating, report } = message
  const held = isHeld(failure)
  const said = failure && entryOf(words.held, failure)
  const growing = status === 'streaming'
  const broken = status === 'stopped' || status === 'cut_off' || status === 'failed'
  return (
    <>
      {message.files && <MessageFiles files={message.files} />}
      {branch && <Versions branch={branch} action={action} mayTurn={mayTurn} />}
      {mayWrite && author === 'person' && (
        <ButtonLink small variant="quiet" icon="draft" href={`${action}?edit=${id}#edit`}>
          {words.edit}
        </ButtonLink>
      )}
      {author === 'agent' && !growing && html !== '' && <TakeAlong answerId={id} />}
      {said && <span>{said}</span>}
      {mayTurn && held && (
        <ButtonLink small href={heldBelow(action, id)}>
          {words.heldWay}
        </ButtonLink>
      )}
      {mayWrite && author === 'agent' && !growing && !held && (
        <>
          {(status === 'stopped' || status === 'cut_off') &&
            html !== '' &&
            mayTryAgain(failure) && (
              <RetryForm action={action} answerId={id} postKey={postKey} intent="continue" />
            )}
          {(html !== '' || mayTryAgain(failure)) && (
            <RetryForm
              {...{ action, postKey }}
              answerId={id}
              quiet={!broken}
              label={message.given ? words.anew : undefined}
            />
          )}
          <ButtonLink small variant="quiet" icon="agent" href={`${action}?again=${id}#again`}>
            {words.other}
          </ButtonLink>
        </>
      )}
      {mayTurn && author === 'agent' && !growing && !held && (
        <>
          <ButtonLink small variant="quiet" icon="star" href={`${action}?rate=${id}#rate`}>
            {rating ? rate.rated[rating.good ? 'good' : 'bad'] : rate.rate}
          </ButtonLink>
          {report && (
            <ButtonLink small variant="quiet" icon="alert" href={`${action}?rate=${id}#report`}>
              {rate.reported[report.settled ? 'settled' : 'open']}
            </ButtonLink>
          )}
        </>
      )}
      {!mayTurn && rating && (
        <span className="hint" dir="auto">
          {[rate.rated[rating.good ? 'good' : 'bad'], rating.reason].filter(Boolean).join(': ')}
        </span>
      )}
    </>
  )
}

/** ‹ 2 of 3 ›: forms where it is remembered, links where somebody else reads. */
function Versions({
  branch: { place, beside, previousId, nextId },
  action,
  mayTurn,
}: {
  branch: Branch
  action: string
  mayTurn: boolean
}) {
  const words = useWords(messageToolsWords)
  const { Form, Anchor } = useElements()
  const turn = (to: string | null, icon: 'back' | 'forward', label: string) => {
    const sign = (
      <>
        <Icon name={icon} />
        <VisuallyHidden>{label}</VisuallyHidden>
      </>
    )
    const look = 'button button-quiet button-small'
    if (mayTurn) {
      return (
        <button type="submit" className={look} name="to" value={to ?? ''} disabled={!to}>
          {sign}
        </button>
      )
    }
    if (!to) return null
    return (
      <Anchor className={look} href={`${action}?at=${to}#m-${to}`}>
        {sign}
      </Anchor>
    )
  }
  const inside = (
    <>
      {turn(previousId, 'back', words.previous)}
      <span>{words.place(place, beside)}</span>
      {turn(nextId, 'forward', words.next)}
    </>
  )
  const look = 'flex items-center gap-1 tabular-nums'
  if (!mayTurn) return <span className={look}>{inside}</span>
  return (
    <Form method="post" action={action} className={look} aria-label={words.versions}>
      <input type="hidden" name="intent" value="branch" />
      {inside}
    </Form>
  )
}
