import { Checkbox } from '~/ui/atoms/inputs'
import { Choice } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { agentKnowledgeWords } from '~/ui/strings/agent-knowledge'
import type { FieldsProps } from '../form/kind-form'
import { type AgentFields, titleOfKnown } from './agent'

/** The documents that an agent answers from, to keep or to leave out. */
export function KnownFields({ values, problems }: FieldsProps<AgentFields>) {
  const { form } = useWords(agentKnowledgeWords)
  if (values.knowledge.length === 0) return null
  return (
    <section className="form-section">
      <Choice id="agent-knowledge" label={form.label} hint={form.hint} errors={problems.knowledge}>
        {values.knowledge.map((known, at) => (
          <Checkbox key={known} name={`knowledge[${at}]`} value={known} defaultChecked>
            <span dir="auto">{titleOfKnown(known)}</span>
          </Checkbox>
        ))}
      </Choice>
    </section>
  )
}
