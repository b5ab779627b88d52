import { contextOf } from './catalogue'
import { words } from './en/agent-templates'

export const agentTemplatesWords = /*#__PURE__*/ contextOf('agent-templates', words)
