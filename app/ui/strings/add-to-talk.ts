import { contextOf } from './catalogue'
import { words } from './en/add-to-talk'

export const addToTalkWords = /*#__PURE__*/ contextOf('add-to-talk', words)
