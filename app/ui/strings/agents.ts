import { contextOf } from './catalogue'
import { words } from './en/agents'

export const agentsWords = /*#__PURE__*/ contextOf('agents', words)
