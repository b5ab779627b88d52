import { Checkbox, TextArea, TextField } from '~/ui/atoms/inputs'
import { Disclosure } from '~/ui/molecules/disclosure'
import { Choice, Field } from '~/ui/molecules/field'
import { RadioGroup } from '~/ui/molecules/radio-group'
import { FormSection } from '~/ui/organisms/form-layout'
import { useWords } from '~/ui/strings'
import { agentFormWords } from '~/ui/strings/agent-form'
import { NameFields } from '../form/item-fields'
import { controlId, type FieldsProps } from '../form/kind-form'
import { type AgentFields, LENGTHS, LIMITS, STYLES } from './agent'

/** Starter questions that stand open; the others wait in a fold. */
const OPEN_QUESTIONS = 3

type AgentFieldsProps = FieldsProps<AgentFields>

/** What members see of an agent. */
export function FaceFields({ values, problems }: AgentFieldsProps) {
  const { form } = useWords(agentFormWords)
  const folded = LIMITS.questions - OPEN_QUESTIONS
  return (
    <FormSection title={form.about}>
      <NameFields
        kind="agent"
        values={values}
        problems={problems}
        titleHint={form.titleHint}
        summaryHint={form.summaryHint}
      />
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
  const { form } = useWords(agentFormWords)
  return questionsFrom(from)
    .slice(0, count)
    .map((at) => {
      const name = questionName(at)
      return (
        <Field
          key={name}
          id={controlId('agent', name)}
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
  const { form } = useWords(agentFormWords)
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
const described = ({ name, hint }: { name: string; hint: string }) => ({ label: name, hint })

/** How it answers, in plain words; folded, since the middle is right for most. */
export function AnswerFields({ values, problems }: AgentFieldsProps) {
  const { form } = useWords(agentFormWords)
  const { style, temperature, length, tokens } = values
  const now = form.advancedNow(
    temperature || form.styles[style].name,
    tokens ? form.tokensNow(tokens) : form.lengths[length].name,
  )
  return (
    <section className="form-section">
      <Disclosure
        summary={
          <span>
            {form.advanced} <span className="hint">({now})</span>
          </span>
        }
        open={Boolean(
          problems.style ||
            problems.temperature ||
            problems.length ||
            problems.tokens ||
            temperature ||
            tokens ||
            values.givenAgain,
        )}
      >
        <RadioGroup
          id="agent-style"
          name="style"
          label={form.style}
          errors={problems.style}
          value={style}
          options={styles.map((value) => ({ value, ...described(form.styles[value]) }))}
        />
        <Field
          id="agent-temperature"
          label={form.temperature}
          errors={problems.temperature}
          optional
        >
          {(wired) => (
            <TextField
              name="temperature"
              inputMode="decimal"
              defaultValue={temperature}
              autoComplete="off"
              {...wired}
            />
          )}
        </Field>
        <RadioGroup
          id="agent-length"
          name="length"
          label={form.length}
          errors={problems.length}
          value={length}
          options={lengths.map((value) => ({ value, ...described(form.lengths[value]) }))}
        />
        <Field id="agent-tokens" label={form.tokens} errors={problems.tokens} optional>
          {(wired) => (
            <TextField
              name="tokens"
              inputMode="numeric"
              defaultValue={tokens}
              autoComplete="off"
              {...wired}
            />
          )}
        </Field>
        <Choice id="agent-givenAgain" label={form.repeats}>
          <Checkbox
            name="givenAgain"
            value="yes"
            defaultChecked={values.givenAgain}
            hint={form.givenAgainHint}
          >
            {form.givenAgain}
          </Checkbox>
        </Choice>
      </Disclosure>
    </section>
  )
}
