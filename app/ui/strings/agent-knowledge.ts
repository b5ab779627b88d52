import { contextOf } from './catalogue'
import { words } from './en/agent-knowledge'

export const agentKnowledgeWords = /*#__PURE__*/ contextOf('agent-knowledge', words)
