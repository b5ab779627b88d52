import { expect, it } from 'vitest'
import { spanOf } from './byte-range'

it.each([
  [null, 'whole'],
  ['bytes=0-9', { offset: 0, length: 10 }],
  ['bytes=90-', { offset: 90, length: 10 }],
  ['bytes=90-500', { offset: 90, length: 10 }],
  ['bytes=-30', { offset: 70, length: 30 }],
  ['bytes=-500', { offset: 0, length: 100 }],
  ['bytes=99-99', { offset: 99, length: 1 }],
  ['bytes=100-', 'beyond'],
  ['bytes=-0', 'beyond'],
  ['bytes=0-1,5-6', 'beyond'],
  ['bytes=5-2', 'whole'],
  ['bytes=x-y', 'whole'],
  ['bytes=-', 'whole'],
  ['lines=1-2', 'whole'],
])('of 100 bytes, %j is %j', (header, span) => {
  expect(spanOf(header, 100)).toEqual(span)
})

it('of nothing there is no part', () => {
  expect(spanOf('bytes=0-', 0)).toBe('beyond')
  expect(spanOf('bytes=-5', 0)).toBe('beyond')
})
