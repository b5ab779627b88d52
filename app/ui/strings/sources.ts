import { contextOf } from './catalogue'
import { words } from './en/sources'

export const sourcesWords = /*#__PURE__*/ contextOf('sources', words)
