import { contextOf } from './catalogue'
import { words } from './en/comparisons'

export const comparisonsWords = /*#__PURE__*/ contextOf('comparisons', words)
