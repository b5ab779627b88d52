import { contextOf } from './catalogue'
import { words } from './en/rate-answer'

export const rateAnswerWords = /*#__PURE__*/ contextOf('rate-answer', words)
