import { contextOf } from './catalogue'
import { words } from './en/provider-health'

export const providerHealthWords = /*#__PURE__*/ contextOf('provider-health', words)
