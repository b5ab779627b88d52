import { contextOf } from './catalogue'
import { words } from './en/limits'

export const limitsWords = /*#__PURE__*/ contextOf('limits', words)
