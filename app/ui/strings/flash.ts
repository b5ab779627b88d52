import { contextOf } from './catalogue'
import { words } from './en/flash'

export const flashWords = /*#__PURE__*/ contextOf('flash', words)
