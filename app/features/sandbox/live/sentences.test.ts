import { describe, expect, it } from 'vitest'
import { spokenPieces } from './sentences'

describe('what is spoken', () => {
  it('goes sentence by sentence', () => {
    expect(spokenPieces('One. Two 1.5?\nThree')).toEqual(['One.', 'Two 1.5?', 'Three'])
    expect(spokenPieces(' \n\n')).toEqual([])
  })

  it('is cut where no sentence ends, and loses nothing', () => {
    const pieces = spokenPieces('a'.repeat(700))
    expect(pieces.map(({ length }) => length)).toEqual([300, 300, 100])
  })
})
