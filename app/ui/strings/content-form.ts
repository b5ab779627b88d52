import { contextOf } from './catalogue'
import { words } from './en/content-form'

export const contentFormWords = /*#__PURE__*/ contextOf('content-form', words)
export type { Problem } from './en/content-form'
