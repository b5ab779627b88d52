import { useWords } from '~/ui/strings'
import { agentFormWords } from '~/ui/strings/agent-form'
import { firstCodes } from '../first-codes'
import type { FieldsProps, KindForm } from '../kind-form'
import { useSaid } from '../use-said'
import { type AgentFields, LIMITS } from './agent'
import { agentEntered } from './agent-entered'
import { AnswerFields, FaceFields, InstructionFields } from './agent-fields'
import { AgentPreview } from './agent-preview'
import { TEMPLATE_NAMES } from './template-names'

const limits: Record<string, number> = {
  'instructions.long': LIMITS.instructions,
  'greeting.long': LIMITS.greeting,
  'question.long': LIMITS.question,
}

/** The form in which coaches make an agent. */
export const agentForm: KindForm<AgentFields> = {
  kind: 'agent',
  order: ['title', 'summary', 'greeting', 'starterQuestions', 'instructions', 'style', 'length'],
  fieldsOf: agentEntered,
  async loadCheck() {
    const { parseAgentForm } = await import('./agent-form-data')
    return (form) => firstCodes(parseAgentForm(form).reply().error)
  },
  useStarts() {
    const { form, templates } = useWords(agentFormWords)
    return [[null, form.blank], ...TEMPLATE_NAMES.map((name) => [name, templates[name]] as const)]
  },
  Fields(props: FieldsProps<AgentFields>) {
    return (
      <>
        <FaceFields {...props} />
        <InstructionFields {...props} />
        <AnswerFields {...props} />
      </>
    )
  },
  Preview({ fields }) {
    return <AgentPreview {...fields} starterQuestions={fields.starterQuestions.filter(Boolean)} />
  },
  useSay() {
    return useSaid('agent', useWords(agentFormWords).problems, limits)
  },
  useParts() {
    const { form } = useWords(agentFormWords)
    return {
      of: ({ starterQuestions, greeting, instructions, style, length }) => [
        [form.greeting, greeting],
        [form.questions, starterQuestions.filter(Boolean).join('\n')],
        [form.instructions, instructions],
        [form.style, form.styles[style].name],
        [form.length, form.lengths[length].name],
      ],
    }
  },
}
