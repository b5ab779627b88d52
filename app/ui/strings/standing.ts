import { contextOf } from './catalogue'
import { words } from './en/standing'

export const standingWords = /*#__PURE__*/ contextOf('standing', words)
