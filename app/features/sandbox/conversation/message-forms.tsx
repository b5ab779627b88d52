import { Button, ButtonLink } from '~/ui/atoms/button'
import { Select, TextArea } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { messageToolsWords } from '~/ui/strings/message-tools'
import { RateForm } from '../quality/rate-form'
import { ReportForm } from '../quality/report-form'
import { useProblems } from './problem-words'
import type { OpenForm, Refused } from './talk-data'
import type { ShownMessage } from './thread'

interface MessageFormProps {
  form: OpenForm
  message: ShownMessage
  /** Where the conversation is. */
  action: string
  postKey: string
  refused: Refused | null
  mayWrite: boolean
  mayTurn: boolean
}

/** The form that stands below a message, for who may send it. */
export function MessageForm({ form, mayWrite, mayTurn, refused, ...rest }: MessageFormProps) {
  const isAnswer = rest.message.author === 'agent'
  const refusedOf = (intent: string) => (refused?.intent === intent ? refused : null)
  if (form.kind === 'rate') {
    if (!mayTurn || !isAnswer) return null
    return (
      <>
        <RateForm {...rest} refused={refusedOf('rate')} />
        <ReportForm {...rest} refused={refusedOf('report')} />
      </>
    )
  }
  if (!mayWrite) return null
  if (form.kind === 'again') return isAnswer && <OtherAgentForm {...rest} agents={form.agents} />
  return !isAnswer && <EditForm {...rest} refused={refusedOf('edit')} />
}

/** Writes a message of one's own anew, beside the one that is there. */
function EditForm({
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
function OtherAgentForm({
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
