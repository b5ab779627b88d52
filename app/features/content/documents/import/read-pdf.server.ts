import { PDF } from '@libpdf/core'
import type { Root, RootContent } from 'mdast'
import { AppError } from '~/platform/errors'

/** Pages that are read. */
const MOST_PAGES = 300

/** Characters after which no more is read: the form would not take them. */
const MOST_CHARACTERS = 500_000

interface Line {
  text: string
  /** Its place on the page, upwards. */
  baseline: number
  /** In points. */
  size: number
}

/** The text of a PDF. What is written larger than most of it is a heading. */
export async function readPdf(bytes: Uint8Array): Promise<Root> {
  const pdf = await PDF.load(bytes)
  if (pdf.isEncrypted && !pdf.isAuthenticated) throw new AppError('source.locked', 422)
  if (pdf.getPageCount() > MOST_PAGES) throw new AppError('source.pages', 422)
  const pages: Line[][] = []
  let characters = 0
  for (const page of pdf.getPages()) {
    const lines = page.extractText({ includeChars: false }).lines.map((line) => ({
      text: line.text
        .replace(/[\p{Cc}\ufffd]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
      baseline: line.baseline,
      size: Math.round(Math.max(0, ...line.spans.map(({ fontSize }) => fontSize))),
    }))
    pages.push(lines.filter(({ text }) => text !== ''))
    characters += lines.reduce((sum, { text }) => sum + text.length, 0)
    if (characters > MOST_CHARACTERS) throw new AppError('source.long', 422)
  }
  return { type: 'root', children: blocksOf(pages) }
}

/** The size that most of the text has. */
function bodySize(pages: readonly Line[][]): number {
  const sizes = new Map<number, number>()
  for (const { size, text } of pages.flat()) sizes.set(size, (sizes.get(size) ?? 0) + text.length)
  return [...sizes].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0
}

/** Words that were parted at the end of a line are whole again. */
const joined = (before: string, line: string) =>
  /\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(line)
    ? before.slice(0, -1) + line
    : `${before} ${line}`

const BULLET = /^[•◦▪‣●○–]\s+/

function blocksOf(pages: readonly Line[][]): RootContent[] {
  const body = bodySize(pages)
  const larger = [...new Set(pages.flat().map(({ size }) => size))]
    .filter((size) => size > body * 1.1)
    .sort((a, b) => b - a)
  const blocks: { size: number; text: string; bullet: boolean }[] = []
  for (const lines of pages) {
    let last: Line | undefined
    for (const line of lines) {
      const open = blocks.at(-1)
      const bullet = BULLET.test(line.text)
      const text = line.text.replace(BULLET, '')
      const near = last && Math.abs(last.baseline - line.baseline) <= line.size * 1.6
      const goesOn = open && last && near && last.size === line.size && !bullet
      if (goesOn) open.text = joined(open.text, text)
      else blocks.push({ size: line.size, text, bullet })
      last = line
    }
  }
  return blocks.map(({ size, text, bullet }): RootContent => {
    const children = [{ type: 'text' as const, value: text }]
    const level = larger.indexOf(size)
    if (level >= 0 && text.length < 200) {
      const depth = Math.min(level + 1, 4) as 1 | 2 | 3 | 4
      return { type: 'heading', depth, children }
    }
    const paragraph = { type: 'paragraph' as const, children }
    if (!bullet) return paragraph
    return { type: 'list', spread: false, children: [{ type: 'listItem', children: [paragraph] }] }
  })
}
