import { contextOf } from './catalogue'
import { words } from './en/add-tools'

export const addToolsWords = /*#__PURE__*/ contextOf('add-tools', words)
