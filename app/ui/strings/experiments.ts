import { contextOf } from './catalogue'
import { words } from './en/experiments'

export const experimentsWords = /*#__PURE__*/ contextOf('experiments', words)
