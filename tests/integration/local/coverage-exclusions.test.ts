import { expect, it } from 'vitest'
import { coverageExclusions } from '../../coverage-exclusions'

it('leaves out of coverage what it always left out; a longer list needs a word in the commit', () => {
  expect(coverageExclusions).toHaveLength(9)
  for (const { why } of coverageExclusions) expect(why).not.toBe('')
})
