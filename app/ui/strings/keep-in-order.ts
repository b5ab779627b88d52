import { contextOf } from './catalogue'
import { words } from './en/keep-in-order'

export const keepInOrderWords = /*#__PURE__*/ contextOf('keep-in-order', words)
