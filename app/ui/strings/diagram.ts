import { contextOf } from './catalogue'
import { words } from './en/diagram'

export const diagramWords = /*#__PURE__*/ contextOf('diagram', words)
