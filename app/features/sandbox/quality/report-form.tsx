import { Button, ButtonLink } from '~/ui/atoms/button'
import { TextArea } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { rateAnswerWords } from '~/ui/strings/rate-answer'
import type { SentReport } from '../conversation/conversation'
import { useProblems } from '../conversation/problem-words'
import type { Refused } from '../conversation/talk-data'
import type { ShownMessage } from '../conversation/thread'

interface ReportFormProps {
  message: ShownMessage
  /** Where the conversation is. */
  action: string
  refused: Refused | null
}

/** Shares an answer with the coaches, or tells what became of that. */
export function ReportForm({ message: { id, report }, action, refused }: ReportFormProps) {
  const common = useWords(commonWords)
  const words = useWords(rateAnswerWords)
  const { Form } = useElements()
  const problemOf = useProblems()
  if (report) return <Sent answerId={id} report={report} action={action} refused={refused} />
  return (
    <Form
      key={refused?.postKey}
      id="report"
      method="post"
      action={`${action}?rate=${id}#report`}
      className="card"
      aria-labelledby="report-title"
    >
      <h3 id="report-title">{words.reportTitle}</h3>
      <p className="my-3">{words.reportShares}</p>
      <input type="hidden" name="intent" value="report" />
      <input type="hidden" name="answer" value={id} />
      <Field id="wrong" label={words.reportLabel} errors={refused && problemOf(refused.code)}>
        {(wired) => (
          <TextArea name="message" rows={2} required defaultValue={refused?.written} {...wired} />
        )}
      </Field>
      <p className="buttons mt-3">
        <Button icon="alert">{words.reportSend}</Button>
        <ButtonLink href={`${action}?at=${id}#m-${id}`} variant="quiet">
          {common.cancel}
        </ButtonLink>
      </p>
    </Form>
  )
}

function Sent({
  answerId,
  report: { reason, note, settled },
  action,
  refused,
}: {
  answerId: string
  report: SentReport
  action: string
  refused: Refused | null
}) {
  const words = useWords(rateAnswerWords)
  const { Form } = useElements()
  const problemOf = useProblems()
  return (
    <section id="report" className="card" aria-labelledby="report-title">
      <h3 id="report-title">{words.reportSent}</h3>
      <p className="label mt-3">{words.reportWhy}</p>
      <p className="whitespace-pre-wrap" dir="auto">
        {reason}
      </p>
      {refused?.code === 'report.settled' && <p className="mt-3">{problemOf(refused.code)}</p>}
      <p className="mt-3">{settled ? words.settled : words.waiting}</p>
      {!settled && (
        <Form method="post" action={`${action}?rate=${answerId}#report`} className="mt-3">
          <input type="hidden" name="intent" value="withdraw" />
          <input type="hidden" name="answer" value={answerId} />
          <Button small>{words.withdraw}</Button>
        </Form>
      )}
      {note && (
        <>
          <p className="label mt-3">{words.note}</p>
          <p className="whitespace-pre-wrap" dir="auto">
            {note}
          </p>
        </>
      )}
    </section>
  )
}
