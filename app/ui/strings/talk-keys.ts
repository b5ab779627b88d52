import { contextOf } from './catalogue'
import { words } from './en/talk-keys'

export const talkKeysWords = /*#__PURE__*/ contextOf('talk-keys', words)
