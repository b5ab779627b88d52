import { BOUNDS, type Bounded, bounded } from '~/features/experiments/experiment'
import { Button } from '~/ui/atoms/button'
import { Radio, Select, TextArea, TextField } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { Choice, Field } from '~/ui/molecules/field'
import { Flash } from '~/ui/molecules/flash'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { experimentsWords } from '~/ui/strings/experiments'
import type { FormReply } from '../../form-reply'
import type { LoadedExperiment } from './load-experiment.server'

/** What is to be tried out of an agent, and when that ends by itself. */
export function ExperimentForm({
  agent,
  models,
  experiment,
  reply,
}: LoadedExperiment & { reply: FormReply | undefined }) {
  const words = useWords(experimentsWords)
  const { Form } = useElements()
  const { form, wrong } = words
  const { errors = {}, values, problem } = reply ?? {}
  const error = (name: string) => {
    const code = errors[name]
    return code === undefined ? undefined : (entryOf(wrong, code) ?? code)
  }
  const summed = ['what', 'model', 'instructions', ...bounded].flatMap((fieldId) => {
    const message = error(fieldId)
    return message ? [{ fieldId, message }] : []
  })
  const refused = problem ? entryOf(words.refused, problem) : undefined
  const number = (name: Bounded, label: string) => (
    <Field id={name} label={label} errors={error(name)}>
      {(wired) => (
        <TextField
          name={name}
          inputMode="numeric"
          autoComplete="off"
          defaultValue={values?.[name] ?? BOUNDS[name].first}
          {...wired}
        />
      )}
    </Field>
  )
  const what = values?.what ?? (models.length > 0 ? 'model' : 'instructions')
  return (
    <section className="card mt-10" id="start">
      <h2 className="mb-3">{experiment ? form.again : form.title}</h2>
      {refused && <Flash tone="wrong">{refused}</Flash>}
      {agent.published ? (
        <>
          <ErrorSummary errors={summed} />
          <Form method="post" noValidate className="max-w-xl">
            <Choice id="what" label={form.what} errors={error('what')}>
              <Radio name="what" value="model" defaultChecked={what === 'model'}>
                {form.model}
              </Radio>
              <Radio name="what" value="instructions" defaultChecked={what === 'instructions'}>
                {form.instructions}
              </Radio>
            </Choice>
            <Field
              id="model"
              label={form.modelLabel}
              hint={models.length > 0 ? form.modelHint : form.noModels}
              errors={error('model')}
              optional
            >
              {(wired) => (
                <Select
                  name="model"
                  defaultValue={values?.model ?? ''}
                  options={[
                    { value: '', label: form.choose },
                    ...models.map(({ model, label }) => ({ value: model, label })),
                  ]}
                  {...wired}
                />
              )}
            </Field>
            <Field
              id="instructions"
              label={form.instructionsLabel}
              hint={form.instructionsHint}
              errors={error('instructions')}
              optional
            >
              {(wired) => (
                <TextArea
                  name="instructions"
                  rows={8}
                  defaultValue={values?.instructions ?? agent.instructions}
                  {...wired}
                />
              )}
            </Field>
            {number('share', form.share)}
            <fieldset className="field">
              <legend className="label">{form.rule}</legend>
              <p className="hint mb-3">{form.ruleHint}</p>
              {number('stopRated', form.stopRated)}
              {number('stopDays', form.stopDays)}
              {number('stopConversations', form.stopConversations)}
            </fieldset>
            <p className="buttons mt-6">
              <Button variant="primary" name="intent" value="start">
                {form.start}
              </Button>
            </p>
          </Form>
        </>
      ) : (
        <p>{form.notPublished}</p>
      )}
    </section>
  )
}
