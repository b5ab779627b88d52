import { contextOf } from './catalogue'
import { words } from './en/budgets'

export const budgetsWords = /*#__PURE__*/ contextOf('budgets', words)
