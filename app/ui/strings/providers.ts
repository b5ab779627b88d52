import { contextOf } from './catalogue'
import { words } from './en/providers'

export const providersWords = /*#__PURE__*/ contextOf('providers', words)
