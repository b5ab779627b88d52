import { contextOf } from './catalogue'
import { words } from './en/content-new'

export const contentNewWords = /*#__PURE__*/ contextOf('content-new', words)
