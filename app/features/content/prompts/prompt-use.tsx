import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '~/ui/atoms/button'
import { Select, TextArea, TextField } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { useHydrated } from '~/ui/hydrated'
import { CopyButton } from '~/ui/molecules/copy-button'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { promptsWords } from '~/ui/strings/prompts'
import { AnswerField } from './answer-field'
import { fillPrompt } from './prompt'
import type { PromptFields } from './prompt-fields'
import { defaultsOf, readValues, writtenOut } from './prompt-values'

/** What the last post of the form was answered. */
export interface PromptReply {
  values: Record<string, string>
  agent: string
  text: string
  /** What is wrong, by the variable's name. */
  codes: Record<string, string>
}

/** The agents that a prompt is offered with. */
export interface OfferedAgents {
  /** What they were searched by. */
  search: string
  offered: { id: string; title: string }[]
  /** Whether there are others. */
  more: boolean
}

const FORM_ID = 'prompt'
const inputId = (name: string) => `answer-${name}`

/** A prompt as a form: its questions, its text filled in, and the ways on. */
export function PromptUse({
  prompt,
  agents,
  postKey,
  reply,
  on,
}: {
  prompt: PromptFields
  /** Null: with none. */
  agents: OfferedAgents | null
  /** Makes a second sending harmless. */
  postKey?: string
  reply: PromptReply | null
  /** Where it is used elsewhere than on its own page: the button that goes on from it. */
  on?: ReactNode
}) {
  const words = useWords(promptsWords)
  const { Form } = useElements()
  const hydrated = useHydrated()
  const { variables } = prompt
  const first = reply?.values ?? defaultsOf(variables)
  const [values, setValues] = useState(first)
  const text = fillPrompt(prompt, writtenOut(variables, values, words))

  const read = (form: HTMLFormElement) => {
    const fields: Record<string, string> = {}
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string') fields[name] = value
    }
    setValues(readValues(variables, fields))
  }
  // What was entered before the script came, or kept by the browser, is in the fields already.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the script has come.
  useEffect(() => {
    const form = document.getElementById(FORM_ID)
    if (form instanceof HTMLFormElement) read(form)
  }, [])

  const problems = Object.entries(reply?.codes ?? {}).map(([name, code]) => ({
    name,
    fieldId: name === 'text' ? 'filled-text' : inputId(name),
    message: entryOf(words.problems, code) ?? code,
  }))
  const chosen = agents?.offered.find(({ id }) => id === reply?.agent)?.id
  const problemOf = (name: string) => problems.find((each) => each.name === name)?.message
  return (
    <>
      <ErrorSummary attempt={0} errors={problems} />
      <Form
        id={FORM_ID}
        method="post"
        noValidate
        className="mt-6"
        onInput={({ currentTarget }) => read(currentTarget)}
      >
        {variables.length > 0 && (
          <section>
            <h2 className="mb-4">{words.blanks}</h2>
            {variables.map((variable) => (
              <AnswerField
                key={variable.name}
                id={inputId(variable.name)}
                variable={variable}
                value={first[variable.name] ?? ''}
                problem={problemOf(variable.name)}
              />
            ))}
            {!hydrated && (
              <Button name="intent" value="show">
                {words.show}
              </Button>
            )}
          </section>
        )}
        <section className="mt-8">
          {variables.length === 0 && <p className="hint mb-4">{words.noBlanks}</p>}
          <Field
            id="filled-text"
            label={words.text}
            hint={variables.length > 0 && words.textHint}
            errors={problemOf('text')}
          >
            {(wired) => <TextArea readOnly rows={8} value={text} {...wired} />}
          </Field>
          <div className="buttons">
            <CopyButton text={text} label={words.copy} />
          </div>
        </section>
        {on ?? (
          <section className="mt-8">
            <h2 className="mb-4">{words.run}</h2>
            {postKey && <input type="hidden" name="key" value={postKey} />}
            {agents && (agents.more || agents.search) && (
              <Field id="agent-search" label={words.agentSearch} hint={words.agentSearchHint}>
                {(wired) => (
                  <div className="search">
                    {/* Enter presses the form's first button, wherever it is typed: by this it is told
                        whether somebody looks for an agent. */}
                    <input type="hidden" name="searched" value={agents.search} />
                    <TextField
                      type="search"
                      name="search"
                      defaultValue={agents.search}
                      maxLength={200}
                      enterKeyHint="search"
                      {...wired}
                    />
                    <Button name="intent" value="find" icon="search">
                      {words.agentFind}
                    </Button>
                  </div>
                )}
              </Field>
            )}
            {!agents || agents.offered.length === 0 ? (
              <p className="hint" role="status">
                {agents?.search ? words.noAgentHas(agents.search) : words.noAgents}
              </p>
            ) : (
              <>
                <Field
                  id={inputId('agent')}
                  label={words.agent}
                  hint={words.runHint}
                  errors={problemOf('agent')}
                >
                  {(wired) => (
                    <Select
                      name="agent"
                      defaultValue={chosen ?? agents.offered[0]?.id}
                      options={agents.offered.map(({ id, title }) => ({ value: id, label: title }))}
                      {...wired}
                    />
                  )}
                </Field>
                <Button name="intent" value="run" variant="primary" icon="chat">
                  {words.run}
                </Button>
              </>
            )}
          </section>
        )}
      </Form>
    </>
  )
}
