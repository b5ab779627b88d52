import { contextOf } from './catalogue'
import { words } from './en/agent-desk'

export const agentDeskWords = /*#__PURE__*/ contextOf('agent-desk', words)
