import { contextOf } from './catalogue'
import { words } from './en/exchange-refusals'

export const exchangeRefusalsWords = /*#__PURE__*/ contextOf('exchangeRefusals', words)
