import { contextOf } from './catalogue'
import { words } from './en/message-tools'

export const messageToolsWords = /*#__PURE__*/ contextOf('message-tools', words)
