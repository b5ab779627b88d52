import { contextOf } from './catalogue'
import { words } from './en/quality'

export const qualityWords = /*#__PURE__*/ contextOf('quality', words)
