import type { CoachedItem } from '~/features/content/item'
import type { Coach } from '~/features/content/plan.server'
import { Button } from '~/ui/atoms/button'
import { Select, TextField } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { Field } from '~/ui/molecules/field'
import { RadioGroup } from '~/ui/molecules/radio-group'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { contentMovesWords } from '~/ui/strings/content-moves'
import type { PlanReply } from './item-reply'

/** What is planned for an item, in words, and what can be chosen. */
export interface Plan {
  /** When it goes out, or was to; null: nothing is planned. */
  goesOut: string | null
  /** Who could look after it. */
  coaches: Coach[]
}

interface PlanProps {
  item: CoachedItem
  plan: Plan
  /** A plan that was refused. */
  refused: PlanReply | undefined
  onSubmit: (event: { preventDefault(): void }) => void
}

/** When an item is published by itself, and who looks after it: a form each. */
export function PlanForms({ item, plan, refused, onSubmit }: PlanProps) {
  const waits = item.status === 'draft' || item.status === 'in_review'
  return (
    <>
      {waits && <Schedule {...{ item, plan, refused, onSubmit }} />}
      <HandOver {...{ item, plan, refused, onSubmit }} />
    </>
  )
}

/** What is wrong with a field of a plan. */
function useWrong(refused: PlanReply | undefined) {
  const { plan: words } = useWords(contentMovesWords)
  return (field: PlanReply['field']) =>
    refused?.field === field ? (entryOf(words.wrong, refused.code) ?? words.wrong.unknown) : null
}

function Schedule({ item, plan, refused, onSubmit }: PlanProps) {
  const { Form } = useElements()
  const { plan: words } = useWords(contentMovesWords)
  const wrong = useWrong(refused)
  return (
    <div>
      {plan.goesOut && (
        <Form method="post" onSubmit={onSubmit} className="mb-4">
          <p className="mb-2">{plan.goesOut}</p>
          <input type="hidden" name="version" value={item.version} />
          <Button name="intent" value="unschedule" icon="undo">
            {words.unschedule}
          </Button>
        </Form>
      )}
      {item.needsReview ? (
        !plan.goesOut && <p className="hint">{words.afterReview}</p>
      ) : (
        <Form method="post" onSubmit={onSubmit} noValidate className="max-w-md">
          <input type="hidden" name="version" value={item.version} />
          <Field
            id="publishAt"
            label={plan.goesOut ? words.anotherTime : words.time}
            hint={words.timeHint(item.timeZone)}
            errors={wrong('publishAt')}
          >
            {(wired) => (
              <TextField
                type="datetime-local"
                name="publishAt"
                defaultValue={refused?.field === 'publishAt' ? refused.entered : undefined}
                {...wired}
              />
            )}
          </Field>
          {refused?.code === 'schedule.twice' && (
            <RadioGroup
              id="turn"
              name="turn"
              label={words.turn}
              value="first"
              options={[
                { value: 'first', label: words.turns.first },
                { value: 'second', label: words.turns.second },
              ]}
            />
          )}
          <Button name="intent" value="schedule">
            {words.schedule}
          </Button>
        </Form>
      )}
    </div>
  )
}

function HandOver({ item, plan, refused, onSubmit }: PlanProps) {
  const { Form } = useElements()
  const { plan: words } = useWords(contentMovesWords)
  const wrong = useWrong(refused)
  const others = plan.coaches.filter(({ id }) => id !== item.ownerId)
  if (others.length === 0) return null
  return (
    <Form method="post" onSubmit={onSubmit} noValidate className="max-w-md">
      <input type="hidden" name="version" value={item.version} />
      <Field id="owner" label={words.owner} errors={wrong('owner')}>
        {(wired) => (
          <Select
            name="owner"
            options={[
              { value: '', label: words.ownerNow(item.owner) },
              ...others.map(({ id, name }) => ({ value: id, label: name ?? id })),
            ]}
            {...wired}
          />
        )}
      </Field>
      <Button name="intent" value="hand-over">
        {words.handOver}
      </Button>
    </Form>
  )
}
