import { expect, it } from 'vitest'
import { toMarkdown } from './document'

it('a document as a file begins with its name, whatever signs that has', () => {
  expect(toMarkdown({ title: 'A *b* [c]', summary: 'In short.', tags: '', body: '## One' })).toBe(
    '# A \\*b\\* \\[c\\]\n\nIn short.\n\n## One\n',
  )
  expect(toMarkdown({ title: 'A', summary: '', tags: '', body: 'x' })).toBe('# A\n\nx\n')
})
