import { readFileSync } from 'node:fs'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '~/platform/markdown/render-markdown.server'
import { pdfFile, wordFile, wordParagraph } from '../../../../../tests/fixtures/office-files'
import { importDocument } from './import-document.server'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const read = (name: string, content: string | Uint8Array) =>
  importDocument(name, typeof content === 'string' ? bytesOf(content) : content)

describe('a file becomes a document', () => {
  it('Markdown as it is, its first heading as the name', async () => {
    expect(await read('a.md', '\ufeff# A \\*b\\*\r\n\r\nSome **words**.\r\n')).toEqual({
      title: 'A *b*',
      body: 'Some **words**.',
    })
    expect((await read('a.md', 'Words\n\n# Later')).title).toBe('')
  })

  it('plain text reads as it did: no sign of it becomes a mark', async () => {
    const { body } = await read('a.txt', '1. No *list*\n# no heading\n\n    no code <b>')
    const html = renderMarkdown(body)
    expect(html).toContain('# no heading')
    expect(html).toContain('1. No *list*')
    expect(html).not.toMatch(/<(?:ol|h1|code|em|b)\b/)
  })

  it('HTML with its headings, lists, tables and links, and nothing that runs', async () => {
    const { title, body } = await read(
      'a.html',
      `<!doctype html><title>x</title><style>b{}</style><h1>House rules</h1>
       <script>alert(1)</script><p onclick="x()">We <b>greet</b> <a href="https://a.test/">all</a>
       <a href="javascript:alert(1)">here</a>.</p><ul><li>One<ol><li>Two</ol></ul>
       <table><tr><th>a<th>b<tr><td>1<td>2</table><img src="data:image/png;base64,AAAA" alt="A picture">
       <iframe src="https://b.test"></iframe>`,
    )
    expect(title).toBe('House rules')
    expect(body).toContain('We **greet** [all](https://a.test/) here.')
    expect(body).toContain('- One\n  1. Two')
    expect(body).toMatch(/\| a \| b \|\n\| - \| - \|\n\| 1 \| 2 \|/)
    expect(body).toContain('A picture')
    expect(body).not.toMatch(/alert|javascript|data:|b\{\}|iframe|onclick/)
  })

  it('a piece of HTML that only its name calls so', async () => {
    expect(await read('a.html', '<h2>One</h2><p>Words')).toEqual({
      title: '',
      body: '## One\n\nWords',
    })
  })

  it('Word with its headings, lists, tables, links and marks', async () => {
    const run = (text: string, look = '') =>
      `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
    const item = (text: string, level: number) =>
      wordParagraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="7"/></w:numPr>`)
    const { title, body } = await read(
      'a.docx',
      wordFile(
        wordParagraph('House rules', '<w:pStyle w:val="Titel"/>') +
          wordParagraph(
            `${run('We ')}${run('greet ', '<w:b/>')}${run('all', '<w:i/><w:b w:val="0"/>')}${run(' * here.')}`,
          ) +
          wordParagraph('How', '<w:pStyle w:val="berschrift2"/>') +
          item('One', 0) +
          item('Two', 1) +
          item('Three', 0) +
          `<w:p><w:hyperlink r:id="rId1">${run('a link')}</w:hyperlink><w:hyperlink r:id="rId2">${run(', none')}</w:hyperlink></w:p>` +
          `<w:tbl><w:tr><w:tc>${wordParagraph('a')}</w:tc><w:tc>${wordParagraph('b')}</w:tc></w:tr></w:tbl>`,
      ),
    )
    expect(title).toBe('House rules')
    expect(body.split('\n\n')).toEqual([
      'We **greet** *all* \\* here.',
      '## How',
      '- One\n  1. Two\n- Three',
      '[a link](https://example.test/a), none',
      '| a | b |\n| - | - |',
    ])
  })

  it('Word with macros: its text and no more', async () => {
    const file = wordFile(wordParagraph('Only words'), {
      'word/vbaProject.bin': bytesOf('Shell "calc"'),
      '../../climbs.xml': bytesOf('out'),
    })
    expect(await read('a.docm', file)).toEqual({ title: '', body: 'Only words' })
  })

  it('a PDF with its lines joined, and headings by their size', async () => {
    const file = await pdfFile([
      [
        ['House rules', 24],
        ['We greet people by their name, and we an-', 12],
        ['swer within a day.', 12],
        ['How', 16],
        ['Slowly.', 12],
      ],
      [['The end of it, on another page.', 12]],
    ])
    const { title, body } = await read('a.pdf', file)
    expect(title).toBe('House rules')
    expect(body.split('\n\n')).toEqual([
      'We greet people by their name, and we answer within a day.',
      '## How',
      'Slowly.',
      'The end of it, on another page.',
    ])
  })
})

describe('what can’t be read is told', () => {
  it.each<[string, string, () => Promise<Uint8Array> | Uint8Array, string]>([
    ['nothing', 'a.md', () => new Uint8Array(), 'source.empty'],
    ['too much', 'a.md', () => new Uint8Array(5 * 1024 * 1024 + 1).fill(97), 'source.large'],
    [
      'a picture by another name',
      'a.docx',
      () => readFileSync('public/sandbox.png'),
      'source.type',
    ],
    [
      'an archive of something else',
      'a.docx',
      () => zipSync({ 'a.txt': bytesOf('a') }),
      'source.type',
    ],
    ['a PDF without text', 'a.pdf', () => pdfFile([[], []]), 'source.no-text'],
    ['a PDF with a password', 'a.pdf', () => pdfFile([[['Secret', 12]]], 'open'), 'source.locked'],
    [
      'a PDF with 5,000 pages',
      'a.pdf',
      () => pdfFile(Array.from({ length: 5_000 }, () => [])),
      'source.pages',
    ],
    ['a PDF that is damaged', 'a.pdf', () => bytesOf('%PDF-1.7\nhello'), 'source.broken'],
    [
      'a bomb: what is small grows large',
      'a.docx',
      () => wordFile(wordParagraph(' '.repeat(21 * 1024 * 1024))),
      'source.unpacked',
    ],
    ['Word that is cut off', 'a.docx', () => wordFile(wordParagraph('a')).slice(0, 700), 'source.'],
    [
      'Word with entities of its own',
      'a.docx',
      () =>
        wordFile(wordParagraph('a'), {
          'word/document.xml': bytesOf(
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:document><w:body><w:p>&b;</w:p></w:body></w:document>',
          ),
        }),
      'source.broken',
    ],
    [
      'a hundred thousand boxes',
      'a.html',
      () => bytesOf(`<html>${'<div>'.repeat(100_000)}a`),
      'source.',
    ],
    ['more than fits', 'a.txt', () => bytesOf('word '.repeat(90_000)), 'source.long'],
  ])(
    '%s',
    async (_what, name, make, code) => {
      const from = performance.now()
      await expect(importDocument(name, await make())).rejects.toMatchObject({
        code: expect.stringContaining(code),
      })
      expect(performance.now() - from).toBeLessThan(20_000)
    },
    30_000,
  )

  it('scripts in Markdown stay words', async () => {
    const { body } = await read('a.md', 'Hi <script>alert(1)</script> [x](javascript:alert(1))')
    expect(renderMarkdown(body)).not.toMatch(/<script|href="javascript/)
  })
})
