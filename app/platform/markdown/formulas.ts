import type MarkdownIt from 'markdown-it'
import { labelsOf } from './rendering'
import { LONGEST_FORMULA, mathml } from './tex'

/** How a formula begins and ends, and whether it has its own line. */
const SIGNS: [open: string, close: string, display: boolean][] = [
  ['$$', '$$', true],
  ['\\[', '\\]', true],
  ['\\(', '\\)', false],
  ['$', '$', false],
]

/** Lines of a formula that has its own. */
const MOST_LINES = 40

/** With a space in it, only what has one of these is a formula: "$5 or 6$" is money. */
const MATHS = /[\\^_=+<>{}]/

/**
 * Formulas between the signs that models write, as MathML. What can't be read as one stays the text
 * that it was. An end is looked for only as far as a formula may be long.
 */
export function addFormulas(md: MarkdownIt): void {
  const { escapeHtml } = md.utils

  md.inline.ruler.before('escape', 'formula', (state, silent) => {
    const found = find(state.src, state.pos, state.posMax)
    if (!found) return false
    if (!silent) {
      const html = mathml(found.tex, found.display)
      if (html) state.push('html_inline', '', 0).content = html
      else state.push('text', '', 0).content = state.src.slice(state.pos, found.end)
    }
    state.pos = found.end
    return true
  })

  md.block.ruler.before(
    'fence',
    'formula',
    (state, first, last, silent) => {
      const from = (state.bMarks[first] ?? 0) + (state.tShift[first] ?? 0)
      const sign = SIGNS.find(([open, , display]) => display && state.src.startsWith(open, from))
      if (!sign || (state.sCount[first] ?? 0) - state.blkIndent >= 4) return false
      const [open, close] = sign
      let tex = ''
      for (let line = first; line < last && line < first + MOST_LINES; line += 1) {
        // What stands less indented belongs to what is around it.
        if (line > first && (state.sCount[line] ?? 0) < state.blkIndent) return false
        const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)
        const text = state.src.slice(
          line === first ? start + open.length : start,
          state.eMarks[line],
        )
        const end = text.indexOf(close)
        if (end < 0) {
          tex += `${text}\n`
          continue
        }
        const html =
          text.slice(end + close.length).trim() === '' && mathml(tex + text.slice(0, end), true)
        if (!html) return false
        if (silent) return true
        const token = state.push('formula', 'math', 0)
        token.content = html
        token.map = [first, line + 1]
        state.line = line + 1
        return true
      }
      return false
    },
    { alt: ['paragraph', 'blockquote', 'list'] },
  )

  md.renderer.rules.formula = (tokens, index, _options, environment) =>
    `<div class="table-scroll" role="group" tabindex="0" aria-label="${escapeHtml(
      labelsOf(environment).formula,
    )}">${tokens[index]?.content}</div>\n`
}

/** A formula in running text that begins at `from`. */
function find(text: string, from: number, to: number) {
  const sign = SIGNS.find(([open]) => text.startsWith(open, from))
  if (!sign) return null
  const [open, close, display] = sign
  const start = from + open.length
  const near = text.slice(start, Math.min(to, start + LONGEST_FORMULA + close.length))
  const length = near.indexOf(close)
  const tex = near.slice(0, length)
  if (length < 1 || tex.trim() === '') return null
  const end = start + length + close.length
  if (open === '$' && !isInlineFormula(tex, text.charAt(end))) return null
  return { tex, display, end }
}

/** What stands between two dollar signs is a formula, and not from one price to the next. */
const isInlineFormula = (tex: string, next: string) =>
  !/^\s|\s$|\n/.test(tex) && !/\d/.test(next) && (MATHS.test(tex) || !/\s/.test(tex))
