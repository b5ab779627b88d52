import { AgentFace as Face } from '~/ui/organisms/agent-list'
import { useWords } from '~/ui/strings'
import { agentFormWords } from '~/ui/strings/agent-form'
import type { AgentFields } from './agent'
import { TryAgent } from './try-agent'

/**
 * What members will see, beside the form; what is still missing is named in its place. Below it the
 * agent can be tried out.
 */
export function AgentPreview({ fields }: { fields: AgentFields }) {
  const { title, summary, greeting } = fields
  const starterQuestions = fields.starterQuestions.filter(Boolean)
  const { form } = useWords(agentFormWords)
  return (
    <>
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
      <TryAgent knows={fields.knowledge.length > 0} />
    </>
  )
}
