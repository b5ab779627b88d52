import { contextOf } from './catalogue'
import { words } from './en/auth'

export const authWords = /*#__PURE__*/ contextOf('auth', words)
