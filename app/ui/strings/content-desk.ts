import { contextOf } from './catalogue'
import { words } from './en/content-desk'

export const contentDeskWords = /*#__PURE__*/ contextOf('content-desk', words)
