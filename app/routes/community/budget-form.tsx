import { HOLDERS } from '~/features/money/budget-holders'
import { Button } from '~/ui/atoms/button'
import { Select, TextField } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { budgetsWords } from '~/ui/strings/budgets'
import { entryOf } from '~/ui/strings/catalogue'
import type { FormReply } from '../form-reply'

const FIELDS = ['holder', 'email', 'period', 'money', 'tokens', 'warn'] as const

interface Props {
  reply: FormReply | undefined
  /** A super admin, who may set the community's ceiling. */
  operator: boolean
}

/** How much may be spent, by whom and how often. */
export function BudgetForm({ reply, operator }: Props) {
  const { Form } = useElements()
  const words = useWords(budgetsWords)
  const values: Record<string, string> = { warn: '80', ...reply?.values }
  const hints: Record<string, string> = words.hints
  const wrong = (name: string) => {
    const code = reply?.errors[name]
    return code ? (entryOf(words.wrong, code) ?? words.wrong.unknown) : undefined
  }
  const summed = FIELDS.flatMap((name) => {
    const message = wrong(name)
    return message ? [{ fieldId: name, message }] : []
  })
  const options: Record<string, { value: string; label: string }[]> = {
    holder: HOLDERS.filter((value) => operator || value !== 'ceiling').map((value) => ({
      value,
      label: words.holders[value],
    })),
    period: (['day', 'month'] as const).map((value) => ({ value, label: words.anew[value] })),
  }
  return (
    <>
      <ErrorSummary errors={summed} />
      <Form method="post" noValidate className="max-w-md">
        {FIELDS.map((name) => {
          const chosen = options[name]
          return (
            <Field
              key={name}
              id={name}
              label={words.fields[name]}
              hint={hints[name]}
              errors={wrong(name)}
              optional={name === 'email' || name === 'money' || name === 'tokens'}
            >
              {(wired) =>
                chosen ? (
                  <Select name={name} defaultValue={values[name]} options={chosen} {...wired} />
                ) : (
                  <TextField
                    name={name}
                    type={name === 'email' ? 'email' : 'text'}
                    inputMode={
                      name === 'email' ? 'email' : name === 'money' ? 'decimal' : 'numeric'
                    }
                    autoComplete="off"
                    defaultValue={values[name]}
                    {...wired}
                  />
                )
              }
            </Field>
          )
        })}
        <Button variant="primary" name="intent" value="set">
          {words.setSubmit}
        </Button>
      </Form>
    </>
  )
}
