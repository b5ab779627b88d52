import { contextOf } from './catalogue'
import { words } from './en/copies-here'

export const copiesHereWords = /*#__PURE__*/ contextOf('copies-here', words)
