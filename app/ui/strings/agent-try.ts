import { contextOf } from './catalogue'
import { words } from './en/agent-try'

export const agentTryWords = /*#__PURE__*/ contextOf('agent-try', words)
