import { contextOf } from './catalogue'
import { words } from './en/changes'

export const changesWords = /*#__PURE__*/ contextOf('changes', words)
