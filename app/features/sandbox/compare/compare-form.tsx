import { Button } from '~/ui/atoms/button'
import { Checkbox, Select, TextArea } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { useHydrated } from '~/ui/hydrated'
import { Choice, Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { compareWords } from '~/ui/strings/compare'
import { useProblems } from '../conversation/problem-words'
import type { Refused } from '../conversation/talk-data'

interface CompareFormProps {
  /** Who may read what is said, in words. */
  readers: string
  /** Where it goes. */
  action: string
  /** Whom one may ask; null in a conversation, which has its agent. */
  agents: { id: string; title: string }[] | null
  /** The models, as agents name them, with what an answer may cost where that is known. */
  models: { model: string; label: string; cost: string | null }[]
  chosen: { agent: string | null; models: readonly string[] }
  postKey: string
  /** What was typed before, and not sent. */
  draft: string | null
  refused: Refused | null
}

/** One question, and the models that it goes to. */
export function CompareForm(props: CompareFormProps) {
  const { readers, action, agents, models, chosen, postKey, draft, refused } = props
  const words = useWords(compareWords)
  const { Form } = useElements()
  const hydrated = useHydrated()
  const problemOf = useProblems()
  const own = refused && entryOf(words.wrong, refused.code)
  const ofAgent = refused?.code === 'agent'
  return (
    <Form id="composer" method="post" action={action} noValidate>
      <input type="hidden" name="post_key" value={postKey} />
      {agents && (
        <Field
          id="agent"
          label={words.agent}
          hint={words.agentHint}
          errors={ofAgent ? own : undefined}
        >
          {(wired) => (
            <Select
              name="agent"
              defaultValue={chosen.agent ?? undefined}
              options={agents.map(({ id, title }) => ({ value: id, label: title }))}
              {...wired}
            />
          )}
        </Field>
      )}
      <Choice
        id="models"
        label={words.models}
        hint={words.modelsHint}
        errors={own && !ofAgent ? own : undefined}
      >
        {models.map(({ model, label, cost }) => (
          <Checkbox
            key={model}
            name={`model.${model}`}
            defaultChecked={models.length === 2 || chosen.models.includes(model)}
            hint={cost}
          >
            <bdi>{label}</bdi>
          </Checkbox>
        ))}
      </Choice>
      <Field
        id="message"
        label={words.question}
        hint={`${readers}. ${words.told}`}
        errors={refused && !own ? problemOf(refused.code, refused.retryAfter) : undefined}
      >
        {(wired) => (
          <TextArea
            name="message"
            required
            rows={5}
            defaultValue={refused?.written ?? draft ?? undefined}
            {...wired}
          />
        )}
      </Field>
      <p className="buttons mt-4">
        <Button variant="primary" icon="send">
          {words.ask}
        </Button>
        {/* Where there is a conversation, a script keeps it as it is typed. */}
        {(agents || !hydrated) && (
          <Button name="instead" value="draft" formNoValidate variant="quiet">
            {words.keepDraft}
          </Button>
        )}
      </p>
    </Form>
  )
}
