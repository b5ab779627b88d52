import { contextOf } from './catalogue'
import { words } from './en/library'

export const libraryWords = /*#__PURE__*/ contextOf('library', words)
