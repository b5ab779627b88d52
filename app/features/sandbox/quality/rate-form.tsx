import { Button, ButtonLink } from '~/ui/atoms/button'
import { TextArea } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { Field } from '~/ui/molecules/field'
import { RadioGroup } from '~/ui/molecules/radio-group'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { rateAnswerWords } from '~/ui/strings/rate-answer'
import { useProblems } from '../conversation/problem-words'
import type { Refused } from '../conversation/talk-data'
import type { ShownMessage } from '../conversation/thread'

interface RateFormProps {
  message: ShownMessage
  /** Where the conversation is. */
  action: string
  refused: Refused | null
}

/** What one thinks of an answer, and why. */
export function RateForm({ message: { id, rating }, action, refused }: RateFormProps) {
  const common = useWords(commonWords)
  const words = useWords(rateAnswerWords)
  const { Form } = useElements()
  const problemOf = useProblems()
  const problem = refused && problemOf(refused.code)
  const ofChoice = refused?.code === 'rating.missing'
  return (
    <Form
      // Refused words take the place of what stood there.
      key={refused?.postKey}
      id="rate"
      method="post"
      action={`${action}?rate=${id}`}
      className="card"
      aria-label={words.title}
    >
      <input type="hidden" name="answer" value={id} />
      <RadioGroup
        id="good"
        name="good"
        label={words.question}
        errors={ofChoice ? problem : null}
        options={[
          { value: 'yes', label: words.good },
          { value: 'no', label: words.bad },
        ]}
        value={refused ? refused.chosen : rating ? (rating.good ? 'yes' : 'no') : undefined}
      />
      <Field
        id="reason"
        label={words.reason}
        hint={words.reasonHint}
        errors={ofChoice ? null : problem}
        optional
      >
        {(wired) => (
          <TextArea
            name="message"
            rows={2}
            defaultValue={refused ? refused.written : rating?.reason}
            {...wired}
          />
        )}
      </Field>
      <p className="buttons mt-3">
        <Button variant="primary" name="intent" value="rate">
          {words.save}
        </Button>
        {rating && (
          <Button name="intent" value="unrate">
            {words.takeBack}
          </Button>
        )}
        <ButtonLink href={`${action}?at=${id}#m-${id}`} variant="quiet">
          {common.cancel}
        </ButtonLink>
      </p>
    </Form>
  )
}
