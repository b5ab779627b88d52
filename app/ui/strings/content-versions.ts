import { contextOf } from './catalogue'
import { words } from './en/content-versions'

export const contentVersionsWords = /*#__PURE__*/ contextOf('content-versions', words)
