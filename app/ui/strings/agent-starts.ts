import { contextOf } from './catalogue'
import { words } from './en/agent-starts'

export const agentStartsWords = /*#__PURE__*/ contextOf('agent-starts', words)
