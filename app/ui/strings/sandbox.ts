import { contextOf } from './catalogue'
import { words } from './en/sandbox'

export const sandboxWords = /*#__PURE__*/ contextOf('sandbox', words)
