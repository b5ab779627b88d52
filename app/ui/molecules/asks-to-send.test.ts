import { expect, it } from 'vitest'
import { asksToSend } from './asks-to-send'

const enter = { key: 'Enter', shiftKey: false, isComposing: false }

it.each([
  ['Enter', enter, false, true],
  ['another key', { ...enter, key: 'a' }, false, false],
  ['Enter with Shift', { ...enter, shiftKey: true }, false, false],
  ['the Enter that ends a Japanese word', { ...enter, isComposing: true }, false, false],
  ['Enter under a thumb', enter, true, false],
] as const)('%s', (_name, key, coarse, sends) => {
  expect(asksToSend(key, coarse)).toBe(sends)
})
