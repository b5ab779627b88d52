import { contextOf } from './catalogue'
import { words } from './en/held-news'

export const heldNewsWords = /*#__PURE__*/ contextOf('held-news', words)
