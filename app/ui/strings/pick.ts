import { contextOf } from './catalogue'
import { words } from './en/pick'

export const pickWords = /*#__PURE__*/ contextOf('pick', words)
