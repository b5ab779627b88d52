import { contextOf } from './catalogue'
import { words } from './en/settings'

export const settingsWords = /*#__PURE__*/ contextOf('settings', words)
