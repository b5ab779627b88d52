import type MarkdownIt from 'markdown-it'
import { pictureHtml } from './diagram'
import { codeHtml, labelsOf, type Rule, type Sections, sectionsOf, type Token } from './rendering'

/** An answer stands inside a page whose own headings are of the levels above this one. */
const highestHeading = 3
/** A document is the page: its sections stand right under the page's title. */
const highestInDocument = 2

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

  md.core.ruler.push('headings', ({ tokens, env }) => {
    const sections = sectionsOf(env)
    const highest = sections ? highestInDocument : highestHeading
    // Never deeper than one below the heading before, whatever the text jumps to.
    let before = highest - 1
    tokens.forEach((token, at) => {
      if (token.type === 'heading_open') {
        // A document has one title, and it is the page's: its first level may be written as # or ##.
        const wanted = Number(token.tag.slice(1)) + highest - 1
        before = Math.min(wanted, before + 1, 6)
        if (sections) {
          const title = plainText(tokens[at + 1])
          const id = idOf(title, sections)
          sections.list.push({ id, title, level: before })
          token.attrSet('id', id)
        }
      }
      if (token.type.startsWith('heading_')) token.tag = `h${before}`
    })
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
    const painted = [token?.content ?? '', language ?? '', environment, escapeHtml] as const
    const picture = pictureHtml(...painted)
    return `<figure class="code-block">${caption}<pre dir="ltr" ${scrolling(label)}><code>${codeHtml(...painted)}</code></pre></figure>\n${picture}`
  }
  md.renderer.rules.fence = code
  md.renderer.rules.code_block = code
}

/** The words of a heading without its signs. */
const plainText = (inline: Token | undefined) =>
  (inline?.children ?? [])
    .map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? ' ' : content))
    .join('')
    .trim()

/** An id that no other section has, made of the heading so that a link survives edits. */
function idOf(title: string, { list, used }: Sections): string {
  const word = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80)
  const plain = `section-${word || list.length + 1}`
  let n = used.get(plain) ?? 0
  let id: string
  do {
    n += 1
    id = n === 1 ? plain : `${plain}-${n}`
  } while (n > 1 && used.has(id))
  used.set(plain, n)
  if (id !== plain) used.set(id, 1)
  return id
}
