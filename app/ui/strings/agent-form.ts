import { contextOf } from './catalogue'
import { words } from './en/agent-form'

export const agentFormWords = /*#__PURE__*/ contextOf('agent-form', words)
