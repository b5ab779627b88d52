import { contextOf } from './catalogue'
import { words } from './en/costs'

export const costsWords = /*#__PURE__*/ contextOf('costs', words)
