import { contextOf } from './catalogue'
import { words } from './en/shared-copies'

export const sharedCopiesWords = /*#__PURE__*/ contextOf('shared-copies', words)
