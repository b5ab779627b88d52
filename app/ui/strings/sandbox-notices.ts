import { contextOf } from './catalogue'
import { words } from './en/sandbox-notices'

export const sandboxNoticesWords = /*#__PURE__*/ contextOf('sandbox-notices', words)
