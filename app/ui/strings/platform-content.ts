import { contextOf } from './catalogue'
import { words } from './en/platform-content'

export const platformContentWords = /*#__PURE__*/ contextOf('platform-content', words)
