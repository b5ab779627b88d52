import { contextOf } from './catalogue'
import { words } from './en/audience'

export const audienceWords = /*#__PURE__*/ contextOf('audience', words)
