import { contextOf } from './catalogue'
import { words } from './en/talk-actions'

export const talkActionsWords = /*#__PURE__*/ contextOf('talk-actions', words)
