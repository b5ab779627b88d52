import { contextOf } from './catalogue'
import { words } from './en/moderation'

export const moderationWords = /*#__PURE__*/ contextOf('moderation', words)
