import { contextOf } from './catalogue'
import { words } from './en/talk-options'

export const talkOptionsWords = /*#__PURE__*/ contextOf('talk-options', words)
