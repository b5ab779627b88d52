import { ButtonLink } from '~/ui/atoms/button'
import { Message } from '~/ui/molecules/message'
import { AgentFace as Face } from '~/ui/organisms/agent-list'
import { useStrings } from '~/ui/strings'
import type { AgentFace } from './agent'

/** How a talk with an agent begins: its greeting, and questions that lead into the talk. */
export function AgentOpening({
  agent: { title, greeting, starterQuestions },
  hrefOf,
}: {
  agent: AgentFace
  hrefOf: (question: string) => string
}) {
  const { agents } = useStrings()
  return (
    <div className="grid gap-8 mt-8">
      {greeting && (
        <Message author="agent" name={title}>
          <p className="whitespace-pre-wrap">{greeting}</p>
        </Message>
      )}
      {starterQuestions.length > 0 && (
        <section>
          <h2>{agents.agent.questions}</h2>
          <ul className="starters mt-3">
            {starterQuestions.map((question) => (
              <li key={question}>
                <ButtonLink href={hrefOf(question)} dir="auto">
                  {question}
                </ButtonLink>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** What members will see, beside the form; what is still missing is named in its place. */
export function AgentPreview({ title, summary, greeting, starterQuestions }: AgentFace) {
  const { form } = useStrings().agents
  return (
    <Face
      name={title || form.previewTitle}
      greeting={
        <div className="grid gap-3">
          <p className="text-muted" dir="auto">
            {summary || form.previewSummary}
          </p>
          {greeting && (
            <p className="whitespace-pre-wrap" dir="auto">
              {greeting}
            </p>
          )}
        </div>
      }
      starters={
        starterQuestions.length > 0 &&
        starterQuestions.map((question, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike while they are written.
          <span key={at} className="button" dir="auto">
            {question}
          </span>
        ))
      }
    />
  )
}
