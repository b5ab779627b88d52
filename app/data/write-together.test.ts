import { expect, it } from 'vitest'
import { writeTogether } from './write-together'

const bytes = (text: string) => new TextEncoder().encode(text)

function setUp() {
  const sent: string[] = []
  const socket = {
    write(data: Uint8Array | string, ...rest: unknown[]) {
      sent.push(typeof data === 'string' ? data : new TextDecoder().decode(data))
      for (const each of rest) if (typeof each === 'function') each()
      return true
    },
  }
  writeTogether(socket)
  return { socket, sent }
}

it('sends what is written in one turn at once, in order', async () => {
  const { socket, sent } = setUp()
  for (const part of ['one ', 'two ', 'three']) expect(socket.write(bytes(part))).toBe(true)
  expect(sent).toEqual([])
  await Promise.resolve()
  expect(sent).toEqual(['one two three'])
  socket.write(bytes('four'))
  await Promise.resolve()
  expect(sent).toEqual(['one two three', 'four'])
})

it('sends at once, and after all before it, what somebody waits for', async () => {
  const { socket, sent } = setUp()
  socket.write(bytes('one'))
  let told = false
  socket.write(bytes('end'), () => {
    told = true
  })
  expect(sent).toEqual(['one', 'end'])
  expect(told).toBe(true)
  await Promise.resolve()
  expect(sent).toEqual(['one', 'end'])
})
