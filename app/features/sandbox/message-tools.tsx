import { Button, ButtonLink } from '~/ui/atoms/button'
import { VisuallyHidden } from '~/ui/atoms/hidden'
import { Icon } from '~/ui/atoms/icon'
import { Select, TextArea } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { messageToolsWords } from '~/ui/strings/message-tools'
import { useProblems } from './problem-words'
import { RetryForm } from './retry-form'
import type { Refused } from './talk-data'
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

/** What one can do with a message: turn to another version of it, write it anew, ask again. */
export function MessageTools({ message, action, postKey, mayWrite, mayTurn }: MessageToolsProps) {
  const words = useWords(messageToolsWords)
  const { id, author, status, branch, html } = message
  const growing = status === 'streaming'
  const broken = status === 'stopped' || status === 'cut_off' || status === 'failed'
  return (
    <>
      {branch && <Versions branch={branch} action={action} mayTurn={mayTurn} />}
      {mayWrite && author === 'person' && (
        <ButtonLink small variant="quiet" icon="draft" href={`${action}?edit=${id}#edit`}>
          {words.edit}
        </ButtonLink>
      )}
      {mayWrite && author === 'agent' && !growing && (
        <>
          {(status === 'stopped' || status === 'cut_off') && html !== '' && (
            <RetryForm action={action} answerId={id} postKey={postKey} intent="continue" />
          )}
          <RetryForm action={action} answerId={id} postKey={postKey} quiet={!broken} />
          <ButtonLink small variant="quiet" icon="agent" href={`${action}?again=${id}#again`}>
            {words.other}
          </ButtonLink>
        </>
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

/** Writes a message of one's own anew, beside the one that is there. */
export function EditForm({
  message,
  action,
  postKey,
  refused,
}: {
  message: ShownMessage
  action: string
  postKey: string
  refused: Refused | null
}) {
  const common = useWords(commonWords)
  const words = useWords(messageToolsWords)
  const { Form } = useElements()
  const problemOf = useProblems()
  return (
    <Form
      // Refused words take the place of what stood there.
      key={refused?.postKey}
      id="edit"
      method="post"
      action={`${action}?edit=${message.id}`}
      className="card"
      aria-label={words.editTitle}
    >
      <input type="hidden" name="intent" value="edit" />
      <input type="hidden" name="edits" value={message.id} />
      <input type="hidden" name="post_key" value={refused?.postKey ?? postKey} />
      <Field
        id="edited"
        label={words.editLabel}
        hint={words.editHint}
        errors={refused && problemOf(refused.code)}
      >
        {(wired) => (
          <TextArea
            name="message"
            required
            rows={4}
            defaultValue={refused?.written ?? message.text}
            {...wired}
          />
        )}
      </Field>
      <p className="buttons mt-3">
        <Button variant="primary" icon="send">
          {words.editSend}
        </Button>
        <ButtonLink href={`${action}?at=${message.id}#m-${message.id}`} variant="quiet">
          {common.cancel}
        </ButtonLink>
      </p>
    </Form>
  )
}

/** Has another agent answer the same message. */
export function OtherAgentForm({
  message,
  action,
  postKey,
  agents,
}: {
  message: ShownMessage
  action: string
  postKey: string
  agents: { id: string; title: string }[]
}) {
  const common = useWords(commonWords)
  const words = useWords(messageToolsWords)
  const { Form } = useElements()
  return (
    <Form
      id="again"
      method="post"
      action={`${action}?again=${message.id}`}
      className="card"
      aria-label={words.otherTitle}
    >
      <input type="hidden" name="intent" value="retry" />
      <input type="hidden" name="answer" value={message.id} />
      <input type="hidden" name="post_key" value={postKey} />
      {agents.length > 0 ? (
        <Field id="agent" label={words.otherLabel} hint={words.otherHint}>
          {(wired) => (
            <Select
              name="agent"
              options={agents.map(({ id, title }) => ({ value: id, label: title }))}
              {...wired}
            />
          )}
        </Field>
      ) : (
        <p>{words.otherNone}</p>
      )}
      <p className="buttons mt-3">
        {agents.length > 0 && <Button variant="primary">{words.otherAsk}</Button>}
        <ButtonLink href={`${action}?at=${message.id}#m-${message.id}`} variant="quiet">
          {common.cancel}
        </ButtonLink>
      </p>
    </Form>
  )
}
