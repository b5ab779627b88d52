import { useContext } from 'react'
import { Checkbox, Select } from '~/ui/atoms/inputs'
import { Disclosure } from '~/ui/molecules/disclosure'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { agentModelsWords } from '~/ui/strings/agent-models'
import { controlId, type FieldsProps } from '../form/kind-form'
import { type AgentFields, nameOfModel } from './agent'
import { OfferedModels } from './offered-models'

/** Places that the form shows; what has more (an import) shows them all. */
const PLACES = 3

/** The models that an agent is answered by, in the order in which they are asked. */
export function ModelFields({ values, problems }: FieldsProps<AgentFields>) {
  const offered = useContext(OfferedModels)
  const words = useWords(agentModelsWords)
  const { models } = values
  if (offered.length === 0 && models.length === 0) return null
  const gone = models.filter((one) => !offered.some(({ model }) => model === one))
  const options = [
    ...offered.map(({ model, label }) => ({ value: model, label })),
    ...gone.map((model) => ({ value: model, label: words.gone(nameOfModel(model)) })),
  ]
  const places = Array.from({ length: Math.max(PLACES, models.length) }, (_, at) => `models[${at}]`)
  const wrong = (name: string, at: number) =>
    problems[name] ?? (at === 0 ? problems.models : undefined)
  return (
    <section className="form-section">
      <Disclosure
        summary={words.title}
        open={
          models.length > 0 || values.cheapestFirst || places.some((name, at) => wrong(name, at))
        }
      >
        <p className="hint mb-4">{words.hint}</p>
        {places.map((name, at) => (
          <Field
            key={name}
            id={controlId('agent', name)}
            label={words.place(at + 1)}
            errors={wrong(name, at)}
            optional
          >
            {(wired) => (
              <Select
                name={name}
                defaultValue={models[at] ?? ''}
                options={[
                  { value: '', label: at === 0 ? words.installation : words.nobody },
                  ...options,
                ]}
                {...wired}
              />
            )}
          </Field>
        ))}
        <Checkbox name="cheapestFirst" value="yes" defaultChecked={values.cheapestFirst}>
          {words.cheapest}
        </Checkbox>
      </Disclosure>
    </section>
  )
}
