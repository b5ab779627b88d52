import { useActionData, useFetcher, useParams } from '@remix-run/react'
import type { MouseEvent } from 'react'
import { Button } from '~/ui/atoms/button'
import { TextArea } from '~/ui/atoms/inputs'
import { Field } from '~/ui/molecules/field'
import { Prose } from '~/ui/molecules/message'
import { useWords } from '~/ui/strings'
import { agentTryWords } from '~/ui/strings/agent-try'
import { FORM_ID } from '../form/kind-form'
import { type AgentTrial, TRIAL_FIELD } from './agent-trial'

interface Reply {
  trial?: AgentTrial | null
}

/**
 * Asks the agent one question as its form stands, and shows the answer beside it. The field and the
 * button belong to the form: without a script the post brings back all that was entered, with one
 * nothing is touched.
 */
export function TryAgent({ knows }: { knows: boolean }) {
  const { community } = useParams()
  const words = useWords(agentTryWords)
  const posted = useActionData<Reply>()
  const { submit, data, state } = useFetcher<Reply>()
  // What the platform publishes is charged to nobody until a community has it.
  if (!community) return null
  const busy = state !== 'idle'
  const trial = data
    ? (data.trial ?? { question: '', html: null, problem: words.unsent })
    : posted?.trial
  function ask(event: MouseEvent<HTMLButtonElement>) {
    event.preventDefault()
    if (!busy) submit(event.currentTarget, { method: 'post' })
  }
  return (
    <section className="mt-6" aria-labelledby="agent-try">
      <h3 id="agent-try">{words.title}</h3>
      <p className="hint">{knows ? words.hintKnows : words.hint}</p>
      <Field id="agent-trial" label={words.question}>
        {(wired) => (
          <TextArea
            form={FORM_ID}
            name={TRIAL_FIELD}
            rows={2}
            defaultValue={posted?.trial?.question}
            {...wired}
          />
        )}
      </Field>
      {/* As a preview it saves nothing, and is asked whatever the form holds. */}
      <Button
        form={FORM_ID}
        name="intent"
        value="preview"
        formNoValidate
        aria-disabled={busy || undefined}
        onClick={ask}
      >
        {words.ask}
      </Button>
      <div aria-live="polite" className="mt-4">
        {busy && <p className="hint">{words.asking}</p>}
        {!busy && trial && (
          <>
            {trial.problem && <p className="font-semibold">{trial.problem}</p>}
            {trial.html && (
              <>
                <p className="hint" dir="auto">
                  {words.asked(trial.question)}
                </p>
                <Prose html={trial.html} />
              </>
            )}
          </>
        )}
      </div>
    </section>
  )
}
