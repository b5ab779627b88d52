import { contextOf } from './catalogue'
import { words } from './en/models'

export const modelsWords = /*#__PURE__*/ contextOf('models', words)
