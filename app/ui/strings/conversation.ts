import { contextOf } from './catalogue'
import { words } from './en/conversation'

export const conversationWords = /*#__PURE__*/ contextOf('conversation', words)
