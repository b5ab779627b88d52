import { agentTemplatesWords } from '~/ui/strings/agent-templates'
import { wordsIn } from '~/ui/strings/catalogue'
import { EMPTY_ITEM } from '../item'
import type { AgentFields } from './agent'
import type { TemplateName } from './template-names'

/** An agent to begin with: a template in the coach's language, or an empty form. */
export function beginWith(template: TemplateName | null, language: string): AgentFields {
  return {
    ...EMPTY_ITEM,
    instructions: '',
    greeting: '',
    starterQuestions: [],
    knowledge: [],
    models: [],
    givenAgain: false,
    cheapestFirst: false,
    style: 'balanced',
    temperature: '',
    length: 'medium',
    tokens: '',
    ...(template ? wordsIn(language, agentTemplatesWords)[template] : {}),
  }
}
