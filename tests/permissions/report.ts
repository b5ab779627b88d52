import type { Difference } from './gym.ts'
import { sentences, standing } from './sentences.ts'

/** A cell that is not as it should be, in one line. */
export function tell({ cell, found }: Difference): string {
  const { way, subject, operation, what, sentence } = cell.expectation
  const column = cell.column === undefined ? '' : ` ${cell.column}`
  const through = way === 'functions' ? ' through a function' : ''
  return (
    `${subject}: ${operation}${column} "${what}"${through}: ${cell.actor} meets "${found}" ` +
    `instead of "${cell.expected}" (${sentences[standing[cell.actor] ?? sentence]})`
  )
}
