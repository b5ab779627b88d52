import { contextOf } from './catalogue'
import { words } from './en/message-files'

export const messageFilesWords = /*#__PURE__*/ contextOf('message-files', words)
