import { contextOf } from './catalogue'
import { words } from './en/answers'

export const answersWords = /*#__PURE__*/ contextOf('answers', words)
