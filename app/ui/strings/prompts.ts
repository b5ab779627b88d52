import { contextOf } from './catalogue'
import { words } from './en/prompts'

export const promptsWords = /*#__PURE__*/ contextOf('prompts', words)
