import { contextOf } from './catalogue'
import { words } from './en/exchange'

export const exchangeWords = /*#__PURE__*/ contextOf('exchange', words)
