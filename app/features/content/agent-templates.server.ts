import { agentTemplates } from '~/ui/strings/en/agent-templates'
import type { AgentFields } from './agent'
import type { TemplateName } from './template-names'

/** An agent to begin with: a template, or an empty form. */
export function beginWith(template: TemplateName | null): AgentFields {
  return {
    title: '',
    summary: '',
    instructions: '',
    greeting: '',
    starterQuestions: [],
    style: 'balanced',
    length: 'medium',
    ...(template ? agentTemplates[template] : {}),
  }
}
