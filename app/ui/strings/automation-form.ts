import { contextOf } from './catalogue'
import { words } from './en/automation-form'

export const automationFormWords = /*#__PURE__*/ contextOf('automation-form', words)
