import { deflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import pako from './pako'

it('unpacks what pako does, and what ends too early as far as it goes', () => {
  const text = new TextEncoder().encode('words '.repeat(500))
  const packed = deflateSync(text)
  expect(pako.inflate(packed)).toEqual(text)
  expect(pako.inflate(pako.deflate(text))).toEqual(text)
  const part = pako.inflate(packed.subarray(0, packed.length - 8))
  expect(text.subarray(0, part.length)).toEqual(part)
})

it('stops at a bomb', () => {
  const bomb = deflateSync(new Uint8Array(20 * 1024 * 1024))
  expect(bomb.length).toBeLessThan(50_000)
  expect(() => pako.inflate(bomb)).toThrow(/more is packed/)
}, 30_000)
