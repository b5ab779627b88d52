import { contextOf } from './catalogue'
import { words } from './en/agent-trials'

export const agentTrialsWords = /*#__PURE__*/ contextOf('agent-trials', words)
