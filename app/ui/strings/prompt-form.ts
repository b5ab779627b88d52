import { contextOf } from './catalogue'
import { words } from './en/prompt-form'

export const promptFormWords = /*#__PURE__*/ contextOf('prompt-form', words)
