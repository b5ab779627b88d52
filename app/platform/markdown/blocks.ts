import type MarkdownIt from 'markdown-it'
import { labelsOf, type Rule } from './rendering'

/** An answer stands inside a page whose own headings are of the levels above this one. */
const highestHeading = 3

const directed = new Set([
  'paragraph_open',
  'heading_open',
  'blockquote_open',
  'list_item_open',
  'th_open',
  'td_open',
])

/** Direction by text, headings that fit the page, and code and tables that scroll by themselves. */
export function addReadableBlocks(md: MarkdownIt): void {
  md.core.ruler.push('direction', ({ tokens }) => {
    for (const token of tokens) if (directed.has(token.type)) token.attrSet('dir', 'auto')
  })

  md.core.ruler.push('headings', ({ tokens }) => {
    // Never deeper than one below the heading before, whatever the text jumps to.
    let before = highestHeading - 1
    for (const token of tokens) {
      if (token.type === 'heading_open') {
        const wanted = Number(token.tag.slice(1)) + highestHeading - 1
        before = Math.min(wanted, before + 1, 6)
      }
      if (token.type.startsWith('heading_')) token.tag = `h${before}`
    }
  })

  const { escapeHtml } = md.utils
  // What scrolls must be reachable by keyboard, and so needs a name.
  const scrolling = (label: string) => `role="group" tabindex="0" aria-label="${escapeHtml(label)}"`

  md.renderer.rules.table_open = (_tokens, _index, _options, environment) =>
    `<div class="table-scroll" ${scrolling(labelsOf(environment).table)}>\n<table>\n`
  md.renderer.rules.table_close = () => '</table>\n</div>\n'

  const code: Rule = (tokens, index, _options, environment) => {
    const token = tokens[index]
    const language = /^[\p{L}\p{N}+#._-]{1,30}/u.exec(token?.info.trim() ?? '')?.[0]
    const { code: word } = labelsOf(environment)
    const caption = language ? `<figcaption>${escapeHtml(language)}</figcaption>` : ''
    const label = language ? `${word}: ${language}` : word
    return `<figure class="code-block">${caption}<pre dir="ltr" ${scrolling(label)}><code>${escapeHtml(
      token?.content ?? '',
    )}</code></pre></figure>\n`
  }
  md.renderer.rules.fence = code
  md.renderer.rules.code_block = code
}
