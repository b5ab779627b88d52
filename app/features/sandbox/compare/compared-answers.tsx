import { Badge } from '~/ui/atoms/badge'
import { Button, ButtonLink } from '~/ui/atoms/button'
import { classes } from '~/ui/classes'
import { useElements } from '~/ui/elements'
import { Prose } from '~/ui/molecules/message'
import { useWords } from '~/ui/strings'
import { compareWords } from '~/ui/strings/compare'
import { GrowingAnswer } from '../live/growing-answer'
import type { ComparedAnswer } from './compare'

/** An answer as the page shows it. */
export interface ShownComparedAnswer extends ComparedAnswer {
  /** Rendered, once it has ended. */
  html: string | null
  /** Why it came to no good end, in words. */
  said: string | null
  /** Leads to why it is held, where it is. */
  heldHref: string | null
  /** The key of the post that has the same model try again; null where it came whole, or may not. */
  againKey: string | null
}

interface ComparedAnswersProps {
  answers: ShownComparedAnswer[]
  /** Whether all have ended, so that one may be chosen. */
  over: boolean
  /** Told of each that ends. */
  onEnd: () => void
}

/** Answers of several models beside each other; on a phone one below the other. */
export function ComparedAnswers({ answers, over, onEnd }: ComparedAnswersProps) {
  const words = useWords(compareWords)
  return (
    <ol
      className={classes(
        'mt-6 grid grid-cols-1 gap-6',
        answers.length > 2 ? 'sm:grid-cols-3' : 'sm:grid-cols-2',
      )}
    >
      {answers.map((answer) => (
        <li key={answer.id} className="card" aria-busy={answer.status === 'streaming'}>
          <AnswerHead answer={answer} />
          {answer.html !== null ? (
            <AnswerEnd answer={answer} html={answer.html} waits={!over} />
          ) : (
            <div className="mt-3" dir="auto">
              <GrowingAnswer
                id={answer.id}
                text={answer.text}
                label={words.answering(answer.label)}
                onEnd={onEnd}
              />
            </div>
          )}
          {over && <AnswerForm answer={answer} />}
        </li>
      ))}
    </ol>
  )
}

/** Which model answers, and Stop while it does: above the answer, where it stays while that grows. */
export function AnswerHead({ answer: { id, label, chosen, status } }: { answer: ComparedAnswer }) {
  const words = useWords(compareWords)
  const { Form } = useElements()
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <h2 className="text-lg" dir="auto">
        {label}
      </h2>
      {chosen && <Badge tone="good">{words.chosen}</Badge>}
      {status === 'streaming' && (
        <Form method="post" data-stops={id}>
          <input type="hidden" name="answer" value={id} />
          <Button small name="intent" value="stop" icon="stop" aria-label={words.stopOf(label)}>
            {words.stop}
          </Button>
        </Form>
      )}
    </div>
  )
}

/** An answer that has ended, and what became of it. */
export function AnswerEnd({
  answer: { said, heldHref, againKey },
  html,
  waits,
}: {
  answer: ShownComparedAnswer
  html: string
  /** Whether others are still being made: none may be asked again meanwhile. */
  waits: boolean
}) {
  const words = useWords(compareWords)
  return (
    <>
      <div className="mt-3" dir="auto">
        <Prose html={html} />
      </div>
      {said && <p className="hint mt-3">{said}</p>}
      {waits && againKey && (
        <p className="hint mt-3" data-later="">
          {words.tryLater}
        </p>
      )}
      {heldHref && (
        <p className="mt-3">
          <ButtonLink small href={heldHref}>
            {words.heldWay}
          </ButtonLink>
        </p>
      )}
    </>
  )
}

/** What one may do with an answer once all have ended: say that it is the better one, take that back, ask its model again. */
export function AnswerForm({
  answer: { id, label, chosen, html, againKey },
}: {
  answer: ShownComparedAnswer
}) {
  const words = useWords(compareWords)
  const { Form } = useElements()
  if (html === '' && againKey === null) return null
  return (
    <Form method="post" className="buttons mt-3">
      <input type="hidden" name="answer" value={id} />
      {html === '' ? null : chosen ? (
        <Button name="intent" value="undo" variant="quiet" icon="undo">
          {words.undo}
        </Button>
      ) : (
        <Button name="intent" value="choose" icon="check" aria-label={words.betterOf(label)}>
          {words.better}
        </Button>
      )}
      {againKey && (
        <>
          <input type="hidden" name="post_key" value={againKey} />
          <Button name="intent" value="retry" icon="retry" aria-label={words.tryAgainWith(label)}>
            {words.tryAgain}
          </Button>
        </>
      )}
    </Form>
  )
}
