import { contextOf } from './catalogue'
import { words } from './en/automation-templates'

export const automationTemplatesWords = /*#__PURE__*/ contextOf('automation-templates', words)
