import { Radio, TextArea, TextField } from '~/ui/atoms/inputs'
import { Disclosure } from '~/ui/molecules/disclosure'
import { Choice, Field } from '~/ui/molecules/field'
import { FormSection } from '~/ui/organisms/form-layout'
import { useStrings } from '~/ui/strings'
import { type AgentFields, LENGTHS, LIMITS, STYLES } from './agent'

/** Starter questions that stand open; the others wait in a fold. */
const OPEN_QUESTIONS = 3

export interface AgentFieldsProps {
  /** What the fields hold at first. */
  values: AgentFields
  /** What is wrong, in words, by the field's name. */
  problems: Record<string, string | undefined>
}

/** The id of a field's control, by its name. */
export const controlId = (name: string) => `agent-${name.replace(/[[\]]/g, '')}`

/** What members see of an agent. */
export function FaceFields({ values, problems }: AgentFieldsProps) {
  const { form } = useStrings().agents
  const folded = LIMITS.questions - OPEN_QUESTIONS
  return (
    <FormSection title={form.about}>
      <Field id="agent-title" label={form.title} hint={form.titleHint} errors={problems.title}>
        {(wired) => (
          <TextField
            name="title"
            defaultValue={values.title}
            autoComplete="off"
            aria-required
            {...wired}
          />
        )}
      </Field>
      <Field
        id="agent-summary"
        label={form.summary}
        hint={form.summaryHint}
        errors={problems.summary}
        optional
      >
        {(wired) => (
          <TextArea
            name="summary"
            rows={2}
            className="min-h-18"
            defaultValue={values.summary}
            {...wired}
          />
        )}
      </Field>
      <Field
        id="agent-greeting"
        label={form.greeting}
        hint={form.greetingHint}
        errors={problems.greeting}
        optional
      >
        {(wired) => <TextArea name="greeting" rows={3} defaultValue={values.greeting} {...wired} />}
      </Field>
      <fieldset className="field" aria-describedby="agent-questions-hint">
        <legend className="label">{form.questions}</legend>
        <p className="hint" id="agent-questions-hint">
          {form.questionsHint}
        </p>
        <div className="mt-3">
          <Questions values={values} problems={problems} from={0} count={OPEN_QUESTIONS} />
        </div>
        <Disclosure
          summary={form.moreQuestions}
          open={questionsFrom(OPEN_QUESTIONS).some(
            (at) => values.starterQuestions[at] || problems[questionName(at)],
          )}
        >
          <Questions values={values} problems={problems} from={OPEN_QUESTIONS} count={folded} />
        </Disclosure>
      </fieldset>
    </FormSection>
  )
}

const questionName = (at: number) => `starterQuestions[${at}]`

const questionsFrom = (first: number) =>
  Array.from({ length: LIMITS.questions - first }, (_, at) => first + at)

function Questions({
  values,
  problems,
  from,
  count,
}: AgentFieldsProps & { from: number; count: number }) {
  const { form } = useStrings().agents
  return questionsFrom(from)
    .slice(0, count)
    .map((at) => {
      const name = questionName(at)
      return (
        <Field
          key={name}
          id={controlId(name)}
          label={form.question(at + 1)}
          errors={problems[name]}
          optional
        >
          {(wired) => (
            <TextField
              name={name}
              defaultValue={values.starterQuestions[at]}
              autoComplete="off"
              {...wired}
            />
          )}
        </Field>
      )
    })
}

/** What the agent does: the instructions, with help for those who never wrote any. */
export function InstructionFields({ values, problems }: AgentFieldsProps) {
  const { form } = useStrings().agents
  return (
    <FormSection title={form.behaviour}>
      <Field
        id="agent-instructions"
        label={form.instructions}
        hint={form.instructionsHint}
        errors={problems.instructions}
      >
        {(wired) => (
          <TextArea
            name="instructions"
            rows={10}
            defaultValue={values.instructions}
            aria-required
            {...wired}
          />
        )}
      </Field>
      <Disclosure summary={form.instructionsHelp}>
        <ul className="list-disc ps-5 grid gap-2">
          {form.instructionsTips.map((tip) => (
            <li key={tip}>{tip}</li>
          ))}
        </ul>
      </Disclosure>
    </FormSection>
  )
}

const styles = Object.keys(STYLES) as (keyof typeof STYLES)[]
const lengths = Object.keys(LENGTHS) as (keyof typeof LENGTHS)[]

/** How it answers, in plain words; folded, since the middle is right for most. */
export function AnswerFields({ values, problems }: AgentFieldsProps) {
  const { form } = useStrings().agents
  const now = form.advancedNow(form.styles[values.style].name, form.lengths[values.length].name)
  return (
    <section className="form-section">
      <Disclosure
        summary={
          <span>
            {form.advanced} <span className="hint">({now})</span>
          </span>
        }
        open={Boolean(problems.style || problems.length)}
      >
        <Choice id="agent-style" label={form.style} errors={problems.style}>
          {styles.map((style) => (
            <Radio
              key={style}
              name="style"
              value={style}
              defaultChecked={style === values.style}
              hint={form.styles[style].hint}
            >
              {form.styles[style].name}
            </Radio>
          ))}
        </Choice>
        <Choice id="agent-length" label={form.length} errors={problems.length}>
          {lengths.map((length) => (
            <Radio
              key={length}
              name="length"
              value={length}
              defaultChecked={length === values.length}
              hint={form.lengths[length].hint}
            >
              {form.lengths[length].name}
            </Radio>
          ))}
        </Choice>
      </Disclosure>
    </section>
  )
}
