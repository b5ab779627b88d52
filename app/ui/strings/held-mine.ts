import { contextOf } from './catalogue'
import { words } from './en/held-mine'

export const heldMineWords = /*#__PURE__*/ contextOf('held-mine', words)
