import { contextOf } from './catalogue'
import { words } from './en/groups'

export const groupsWords = /*#__PURE__*/ contextOf('groups', words)
