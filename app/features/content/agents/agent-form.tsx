import { late } from '~/ui/late'
import { useWords } from '~/ui/strings'
import { agentFormWords } from '~/ui/strings/agent-form'
import { firstCodes } from '../form/first-codes'
import type { FieldsProps, KindForm } from '../form/kind-form'
import { useSaid } from '../form/use-said'
import { type AgentFields, LIMITS } from './agent'
import { agentEntered } from './agent-entered'
import { AnswerFields, FaceFields, InstructionFields } from './agent-fields'
import { agentParts } from './agent-parts'
import { AgentPreview } from './agent-preview'
import { KnownFields } from './known-fields'
import { ModelFields } from './model-fields'

/** Few agents have any, and nobody waits for its script. */
const Known = late(import.meta.env.SSR ? KnownFields : null, () =>
  import('./known-fields').then((m) => m.KnownFields),
)

const Models = late(import.meta.env.SSR ? ModelFields : null, () =>
  import('./model-fields').then((m) => m.ModelFields),
)

const limits: Record<string, number> = {
  'instructions.long': LIMITS.instructions,
  'greeting.long': LIMITS.greeting,
  'question.long': LIMITS.question,
}

/** The form in which coaches make an agent. */
export const agentForm: KindForm<AgentFields> = {
  kind: 'agent',
  order: [
    'title',
    'summary',
    'tags',
    'greeting',
    'starterQuestions',
    'instructions',
    'knowledge',
    'models',
    'style',
    'temperature',
    'length',
    'tokens',
    'givenAgain',
    'cheapestFirst',
  ],
  fieldsOf: agentEntered,
  async loadCheck() {
    const { parseAgentForm } = await import('./agent-form-data')
    return (form) => firstCodes(parseAgentForm(form).reply().error)
  },
  Fields(props: FieldsProps<AgentFields>) {
    return (
      <>
        <FaceFields {...props} />
        <InstructionFields {...props} />
        <Known {...props} />
        <Models {...props} />
        <AnswerFields {...props} />
      </>
    )
  },
  Preview: late(import.meta.env.SSR ? AgentPreview : null, () =>
    import('./agent-preview').then((m) => m.AgentPreview),
  ),
  useSay() {
    return useSaid('agent', useWords(agentFormWords).problems, limits)
  },
  parts: agentParts,
}
