import { contextOf } from './catalogue'
import { words } from './en/automations'

export const automationsWords = /*#__PURE__*/ contextOf('automations', words)
