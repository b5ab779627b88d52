import { contextOf } from './catalogue'
import { words } from './en/document-form'

export const documentFormWords = /*#__PURE__*/ contextOf('document-form', words)
