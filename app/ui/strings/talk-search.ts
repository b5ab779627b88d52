import { contextOf } from './catalogue'
import { words } from './en/talk-search'

export const talkSearchWords = /*#__PURE__*/ contextOf('talk-search', words)
