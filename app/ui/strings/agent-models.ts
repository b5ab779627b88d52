import { contextOf } from './catalogue'
import { words } from './en/agent-models'

export const agentModelsWords = /*#__PURE__*/ contextOf('agent-models', words)
