import { LIMITS, type Limits } from '~/features/sandbox/limits/limits'
import type { SetLimits } from '~/features/sandbox/limits/limits.server'
import { Button } from '~/ui/atoms/button'
import { TextField } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { limitsWords } from '~/ui/strings/limits'
import type { FormReply } from '../form-reply'

/** How much may be asked at the same time: the community's own limits, and the most that it may set. */
export function LimitsForms({
  limits: { own, ceiling },
  reply,
  operator,
}: {
  limits: SetLimits
  reply: FormReply | undefined
  /** A super admin, who sets the most that the community may set. */
  operator: boolean
}) {
  const words = useWords(limitsWords)
  const replyTo = (intent: string) => (reply?.values.intent === intent ? reply : undefined)
  return (
    <>
      <section className="card mt-10" id="limits">
        <h2 className="mb-2">{words.title}</h2>
        <p className="mb-4">{words.lede}</p>
        <LimitsForm intent="own" limits={own} most={ceiling} reply={replyTo('own')} />
      </section>
      {operator && (
        <section className="card mt-10">
          <h2 className="mb-2">{words.ceiling}</h2>
          <p className="mb-4">{words.ceilingText}</p>
          <LimitsForm intent="ceiling" limits={ceiling} most={null} reply={replyTo('ceiling')} />
        </section>
      )}
    </>
  )
}

function LimitsForm({
  intent,
  limits,
  most,
  reply,
}: {
  intent: 'own' | 'ceiling'
  limits: Limits
  /** What the platform allows, where it says. */
  most: Limits | null
  reply: FormReply | undefined
}) {
  const { Form } = useElements()
  const words = useWords(limitsWords)
  const wrong = (name: string) => (reply?.errors[name] ? words.wrong : undefined)
  const summed = LIMITS.flatMap((name) => {
    const message = wrong(name)
    return message ? [{ fieldId: `${intent}-${name}`, message }] : []
  })
  return (
    <>
      <ErrorSummary errors={summed} />
      <Form method="post" noValidate className="max-w-md">
        {LIMITS.map((name) => (
          <Field
            key={name}
            id={`${intent}-${name}`}
            label={words.fields[name]}
            hint={most?.[name] ? words.atMost(most[name]) : undefined}
            errors={wrong(name)}
            optional
          >
            {(wired) => (
              <TextField
                name={name}
                inputMode="numeric"
                autoComplete="off"
                defaultValue={reply ? reply.values[name] : (limits[name] ?? '')}
                {...wired}
              />
            )}
          </Field>
        ))}
        <Button variant="primary" name="intent" value={intent}>
          {intent === 'own' ? words.save : words.saveCeiling}
        </Button>
      </Form>
    </>
  )
}
