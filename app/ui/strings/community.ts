import { contextOf } from './catalogue'
import { words } from './en/community'

export const communityWords = /*#__PURE__*/ contextOf('community', words)
