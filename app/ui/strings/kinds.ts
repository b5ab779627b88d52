import { contextOf } from './catalogue'
import { words } from './en/kinds'

export const kindsWords = /*#__PURE__*/ contextOf('kinds', words)
