import { expect, it } from 'vitest'
import { tagsOf, writeTags } from './tags'

it.each([
  ['', []],
  [' , ,', []],
  ['feedback', ['feedback']],
  ['Feedback, first  week ,\tfeedback', ['Feedback', 'first week']],
  ['Größe, GRÖSSE, größe', ['Größe', 'GRÖSSE']],
])('parts %j', (text, tags) => {
  expect(tagsOf(text)).toEqual(tags)
})

it('writes them as they are read', () => {
  expect(tagsOf(writeTags(['a b', 'c']))).toEqual(['a b', 'c'])
})
