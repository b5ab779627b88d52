import { contextOf } from './catalogue'
import { words } from './en/automation-steps'

export const automationStepsWords = /*#__PURE__*/ contextOf('automation-steps', words)
