import { contextOf } from './catalogue'
import { words } from './en/queue'

export const queueWords = /*#__PURE__*/ contextOf('queue', words)
