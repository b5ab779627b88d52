import { contextOf } from './catalogue'
import { words } from './en/search'

export const searchWords = /*#__PURE__*/ contextOf('search', words)
