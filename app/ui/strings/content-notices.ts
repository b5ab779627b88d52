import { contextOf } from './catalogue'
import { words } from './en/content-notices'

export const contentNoticesWords = /*#__PURE__*/ contextOf('content-notices', words)
