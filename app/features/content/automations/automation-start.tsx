import { Button } from '~/ui/atoms/button'
import { useElements } from '~/ui/elements'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { useWords } from '~/ui/strings'
import { automationsWords } from '~/ui/strings/automations'
import { entryOf } from '~/ui/strings/catalogue'
import { promptsWords } from '~/ui/strings/prompts'
import { AnswerField } from '../prompts/answer-field'
import type { Variable } from '../prompts/prompt-fields'
import { defaultsOf } from '../prompts/prompt-values'

/** What the last post of the form was answered. */
export interface StartReply {
  values: Record<string, string>
  /** What is wrong, by the question's name. */
  codes: Record<string, string>
  /** What is wrong with all of it. */
  problem: string | null
}

const inputId = (name: string) => `answer-${name}`

/** The questions of an automation, and the button that starts it. */
export function AutomationStart({
  variables,
  postKey,
  reply,
}: {
  variables: Variable[]
  postKey: string
  reply: StartReply | null
}) {
  const words = useWords(automationsWords)
  const { problems: said } = useWords(promptsWords)
  const { Form } = useElements()
  const values = reply?.values ?? defaultsOf(variables)
  const problems = Object.entries(reply?.codes ?? {}).map(([name, code]) => ({
    name,
    fieldId: inputId(name) as string | undefined,
    message: entryOf(said, code) ?? code,
  }))
  const whole = reply?.problem
    ? [{ name: '', fieldId: undefined, message: wholeProblem(words.problems, reply.problem) }]
    : []
  return (
    <>
      <ErrorSummary attempt={0} errors={[...whole, ...problems]} />
      <Form method="post" noValidate className="mt-6">
        <input type="hidden" name="key" value={postKey} />
        <h2 className="mb-4">{words.questions}</h2>
        {variables.length === 0 && <p className="mb-4">{words.noQuestions}</p>}
        {variables.map((variable) => (
          <AnswerField
            key={variable.name}
            id={inputId(variable.name)}
            variable={variable}
            value={values[variable.name] ?? ''}
            problem={problems.find(({ name }) => name === variable.name)?.message}
          />
        ))}
        <p className="hint mt-5 mb-3">{words.startHint}</p>
        <Button variant="primary" icon="forward">
          {words.start}
        </Button>
      </Form>
    </>
  )
}

const wholeProblem = (problems: Record<string, string>, code: string) =>
  problems[code] ?? problems.unexpected ?? code
