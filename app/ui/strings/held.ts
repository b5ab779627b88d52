import { contextOf } from './catalogue'
import { words } from './en/held'

export const heldWords = /*#__PURE__*/ contextOf('held', words)
