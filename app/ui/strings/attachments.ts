import { contextOf } from './catalogue'
import { words } from './en/attachments'

export const attachmentsWords = /*#__PURE__*/ contextOf('attachments', words)
