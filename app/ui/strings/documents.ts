import { contextOf } from './catalogue'
import { words } from './en/documents'

export const documentsWords = /*#__PURE__*/ contextOf('documents', words)
