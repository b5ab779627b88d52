import { contextOf } from './catalogue'
import { words } from './en/content-moves'

export const contentMovesWords = /*#__PURE__*/ contextOf('content-moves', words)
