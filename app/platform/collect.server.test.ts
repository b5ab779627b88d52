import { describe, expect, it } from 'vitest'
import { collect } from './collect.server'

describe('collect', () => {
  /** A stream of these texts, and how far it was read and whether it was told that it is over. */
  function streamOf(...texts: string[]) {
    const seen = { read: 0, closed: false }
    async function* stream() {
      try {
        for (const text of texts) {
          seen.read += 1
          yield new TextEncoder().encode(text)
        }
      } finally {
        seen.closed = true
      }
    }
    return { stream: stream(), seen }
  }
  const textOf = (bytes: Uint8Array | null) => bytes && new TextDecoder().decode(bytes)

  it('puts the pieces together, as many as there may be', async () => {
    expect(textOf(await collect(streamOf('one', '', ' two').stream, 7))).toBe('one two')
    expect(textOf(await collect(streamOf().stream, 0))).toBe('')
  })

  it('reads no further than the first piece too many, and lets the stream go', async () => {
    const { stream, seen } = streamOf('one', 'two', 'three', 'four')
    expect(await collect(stream, 5)).toBeNull()
    expect(seen).toEqual({ read: 2, closed: true })
  })
})
