import { contextOf } from './catalogue'
import { words } from './en/landing'

export const landingWords = /*#__PURE__*/ contextOf('landing', words)
