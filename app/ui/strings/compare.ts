import { contextOf } from './catalogue'
import { words } from './en/compare'

export const compareWords = /*#__PURE__*/ contextOf('compare', words)
