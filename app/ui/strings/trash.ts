import { contextOf } from './catalogue'
import { words } from './en/trash'

export const trashWords = /*#__PURE__*/ contextOf('trash', words)
