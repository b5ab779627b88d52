import { contextOf } from './catalogue'
import { words } from './en/errors'

export const errorsWords = /*#__PURE__*/ contextOf('errors', words)
