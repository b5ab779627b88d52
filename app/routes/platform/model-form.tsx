import type { ListedModel } from '~/features/money/models.server'
import { PROVIDERS } from '~/platform/ai/providers'
import { Button } from '~/ui/atoms/button'
import { Checkbox, Select, TextField } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { modelsWords } from '~/ui/strings/models'
import type { FormReply } from '../form-reply'

const NUMBERS = ['contextTokens', 'maxOutputTokens', 'inputPrice', 'outputPrice'] as const

/** A model of the list with its prices as they are typed; empty where none is known. */
type PricedModel = Omit<ListedModel, 'inputPrice' | 'outputPrice'> &
  Record<'inputPrice' | 'outputPrice', string>

interface Props {
  /** The model that is changed; none where one is added. */
  model: PricedModel | undefined
  reply: FormReply | undefined
}

/** A model of the list: what it is called, and what it costs. */
export function ModelForm({ model, reply }: Props) {
  const { Form } = useElements()
  const words = useWords(modelsWords)
  const wrong = (name: string) => {
    const code = reply?.errors[name]
    return code ? (entryOf(words.wrong, code) ?? words.wrong.unknown) : undefined
  }
  const kept = model && {
    label: model.label,
    contextTokens: String(model.contextTokens),
    maxOutputTokens: String(model.maxOutputTokens),
    inputPrice: model.inputPrice,
    outputPrice: model.outputPrice,
  }
  const values: Record<string, string> = {
    maxOutputTokens: '4096',
    ...kept,
    ...reply?.values,
  }
  const names = [...(model ? [] : ['provider', 'name']), 'label', ...NUMBERS]
  const summed = names.flatMap((name) => {
    const message = wrong(name)
    return message ? [{ fieldId: name, message }] : []
  })
  const hints: Record<string, string> = words.hints
  const text = (name: 'name' | 'label' | (typeof NUMBERS)[number]) => (
    <Field
      key={name}
      id={name}
      label={words.fields[name]}
      hint={hints[name]}
      errors={wrong(name)}
      optional={name.endsWith('Price')}
    >
      {(wired) => (
        <TextField
          name={name}
          autoComplete="off"
          inputMode={
            name.endsWith('Tokens') ? 'numeric' : name.endsWith('Price') ? 'decimal' : 'text'
          }
          defaultValue={values[name]}
          {...wired}
        />
      )}
    </Field>
  )
  return (
    <>
      <ErrorSummary errors={summed} />
      <Form method="post" noValidate className="max-w-md">
        {model && <input type="hidden" name="model" value={model.id} />}
        {!model && (
          <Field id="provider" label={words.fields.provider} errors={wrong('provider')}>
            {(wired) => (
              <Select
                name="provider"
                defaultValue={values.provider}
                options={PROVIDERS.map((value) => ({ value, label: value }))}
                {...wired}
              />
            )}
          </Field>
        )}
        {!model && text('name')}
        {text('label')}
        {NUMBERS.map(text)}
        <div className="field">
          <Checkbox
            name="takesImages"
            value="yes"
            defaultChecked={
              reply ? reply.values.takesImages !== undefined : (model?.takesImages ?? false)
            }
          >
            {words.takesImages}
          </Checkbox>
        </div>
        <div className="field">
          <Checkbox
            name="enabled"
            value="yes"
            defaultChecked={reply ? reply.values.enabled !== undefined : (model?.enabled ?? true)}
          >
            {words.enabled}
          </Checkbox>
        </div>
        <Button variant="primary" name="intent" value={model ? 'change' : 'add'}>
          {model ? words.changeSubmit : words.addSubmit}
        </Button>
      </Form>
    </>
  )
}
