import { contextOf } from './catalogue'
import { words } from './en/common'

export const commonWords = /*#__PURE__*/ contextOf('common', words)
