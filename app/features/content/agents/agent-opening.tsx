import { ButtonLink } from '~/ui/atoms/button'
import { Message } from '~/ui/molecules/message'
import { useWords } from '~/ui/strings'
import { agentsWords } from '~/ui/strings/agents'
import type { AgentFace } from './agent'

/** How a talk with an agent begins: its greeting, and questions that lead into the talk. */
export function AgentOpening({
  agent: { title, greeting, starterQuestions },
  hrefOf,
}: {
  agent: AgentFace
  hrefOf: (question: string) => string
}) {
  const agents = useWords(agentsWords)
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
