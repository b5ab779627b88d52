import { describe, expect, it } from 'vitest'
import { readText, toPieces } from './find.server'

describe('what is looked for', () => {
  it('is one clean line of two hundred characters', () => {
    expect(readText(null)).toEqual({ text: '', cut: false })
    expect(readText('  two\u0000 \n words\t')).toEqual({ text: 'two words', cut: false })
    expect(readText('a'.repeat(200))).toEqual({ text: 'a'.repeat(200), cut: false })
    expect(readText('a'.repeat(201))).toEqual({ text: 'a'.repeat(200), cut: true })
    expect(readText('🦔'.repeat(200)).cut).toBe(false)
    expect(readText('x '.repeat(500_000)).cut).toBe(true)
  })
})

describe('marked text', () => {
  it('becomes pieces', () => {
    expect(toPieces('')).toEqual([])
    expect(toPieces('plain <b>')).toEqual([{ text: 'plain <b>', found: false }])
    expect(toPieces('a \ue000b\ue001 c\ue000d\ue001')).toEqual([
      { text: 'a ', found: false },
      { text: 'b', found: true },
      { text: ' c', found: false },
      { text: 'd', found: true },
    ])
  })
})
