import { contextOf } from './catalogue'
import { words } from './en/item-files'

export const itemFilesWords = /*#__PURE__*/ contextOf('item-files', words)
