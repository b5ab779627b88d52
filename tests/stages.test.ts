import { expect, it } from 'vitest'
import { closing } from './stages'

it.each([0, 3])('ends with what passed and what failed alone, %i skipped or not', (skipped) => {
  const said = closing(['unit: 7 passed'], { passed: 7, failed: 1, skipped }).split('\n')
  expect(said.at(-1)).toBe('7 passed, 1 failed')
  expect(said.at(-2)).toBe(skipped === 0 ? '' : '3 skipped')
  expect(said).toContain('unit: 7 passed')
})
