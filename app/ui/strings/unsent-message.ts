import { contextOf } from './catalogue'
import { words } from './en/unsent-message'

export const unsentMessageWords = /*#__PURE__*/ contextOf('unsent-message', words)
