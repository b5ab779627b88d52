import { expect, it } from 'vitest'
import { compareTexts, type Pair } from './compare-texts.server'

const show = (pieces: Pair['before']) =>
  pieces?.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('') ?? null
const lines = (before: string, after: string) =>
  compareTexts(before, after).map((pair) => [show(pair.before), show(pair.after)])

it('sets two texts beside each other, and marks the words that differ', () => {
  expect(lines('One\nTwo is here\nThree', 'One\nTwo was here\nThree\nFour')).toEqual([
    ['One', 'One'],
    ['Two [is] here', 'Two [was] here'],
    ['Three', 'Three'],
    [null, '[Four]'],
  ])
  expect(lines('a\nb', 'b')).toEqual([
    ['[a]', null],
    ['b', 'b'],
  ])
  expect(lines('', 'new')).toEqual([[null, '[new]']])
})

it('comes to an end with two long texts that have nothing in common', () => {
  const text = (word: string) =>
    Array.from({ length: 4_000 }, (_, at) => `${word} ${at}`).join('\n')
  const startedAt = performance.now()
  expect(compareTexts(text('a'), text('b'))).toHaveLength(4_000)
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})
