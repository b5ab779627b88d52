import { contextOf } from './catalogue'
import { words } from './en/sandbox-problems'

export const sandboxProblemWords = /*#__PURE__*/ contextOf('sandbox-problems', words)
