import { expect, test } from 'vitest'
import { readAddress } from './addresses.ts'

test.each([
  ['Ada@AIGym.test', 'ada@aigym.test'],
  ['a+b.c@x.test', 'a+b.c@x.test'],
  ["o'neil@localhost", "o'neil@localhost"],
])('%s is kept as %s', (given, kept) => {
  expect(readAddress(given)).toBe(kept)
})

test.each([
  '',
  'ada',
  '@x.test',
  'ada@',
  'ada@@x.test',
  'ada@-x.test',
  'a da@x.test',
  'ada@x.test\n',
  `${'a'.repeat(250)}@x.test`,
])('%j is no address', (given) => {
  expect(() => readAddress(given)).toThrow(/email address/)
})
