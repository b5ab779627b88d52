import { contextOf } from './catalogue'
import { words } from './en/content-many'

export const contentManyWords = /*#__PURE__*/ contextOf('content-many', words)
