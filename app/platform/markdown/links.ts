import type MarkdownIt from 'markdown-it'
import { labelsOf, type Token } from './rendering'

const protocols = new Set(['http:', 'https:', 'mailto:'])

/** True for an absolute http, https or mailto address; a browser's own parser decides. */
export function isSafeLink(address: string): boolean {
  try {
    return protocols.has(new URL(address).protocol)
  } catch {
    return false // Relative, or nothing at all: an answer has no place that it could be relative to.
  }
}

/** Makes links safe, marks those that leave, links plain addresses, and turns images into links. */
export function addSafeLinks(md: MarkdownIt): void {
  md.validateLink = isSafeLink
  md.inline.ruler.after('text', 'address', linkAddress)

  md.core.ruler.push('links', ({ tokens }) => {
    for (const block of tokens) {
      const open: Token[] = []
      for (const token of block.children ?? []) {
        if (token.type === 'link_open') {
          markLink(token)
          open.push(token)
        } else if (token.type === 'link_close') {
          token.meta = open.pop()?.meta
        } else if (token.type === 'image') {
          token.meta = { insideLink: open.length > 0 }
        }
      }
    }
  })

  const { escapeHtml } = md.utils
  md.renderer.rules.link_close = (tokens, index, _options, environment) =>
    `${tokens[index]?.meta?.external ? newTab(environment) : ''}</a>`
  md.renderer.rules.image = (tokens, index, _options, environment) => {
    const token = tokens[index]
    const text = escapeHtml(`${labelsOf(environment).image}: ${token?.content ?? ''}`)
    if (!token || token.meta?.insideLink) return text
    const address = escapeHtml(token.attrGet('src') ?? '')
    return `<a href="${address}"${externalAttributes}>${text}${newTab(environment)}</a>`
  }

  function newTab(environment: unknown): string {
    return `<span class="sr-only"> (${escapeHtml(labelsOf(environment).newTab)})</span>`
  }
}

const rel = 'nofollow noopener noreferrer ugc'
const externalAttributes = ` rel="${rel}" target="_blank" class="external"`

function markLink(token: Token): void {
  token.attrSet('rel', rel)
  if (token.attrGet('href')?.startsWith('mailto:')) return
  token.attrSet('target', '_blank')
  token.attrSet('class', 'external')
  token.meta = { external: true }
}

/** What an address may be made of, up to a length that keeps a wall of them cheap to read. */
const addressEnd = /:\/\/[^\s<>"'`\\^{}|\u3000-\u303f\uff00-\uffef]{1,2000}/y

type InlineState = Parameters<Parameters<MarkdownIt['inline']['ruler']['after']>[2]>[0] & {
  /** How many links stand open here; markdown-it has it, its types do not. */
  linkLevel?: number
}

/** `https://…` in running text becomes a link, without the punctuation that follows it. */
function linkAddress(state: InlineState, silent: boolean): boolean {
  if (silent || (state.linkLevel ?? 0) > 0 || !state.src.startsWith('://', state.pos)) return false
  // From the source first: asking the growing `pending` at every colon would cost its square.
  const before = state.src.slice(Math.max(0, state.pos - 6), state.pos)
  const scheme = /(?:^|[^a-z0-9.+-])(https?)$/i.exec(before)?.[1]
  if (!scheme || !state.pending.endsWith(scheme)) return false
  addressEnd.lastIndex = state.pos
  const found = addressEnd.exec(state.src)?.[0]
  if (!found) return false
  const rest = withoutTrailingPunctuation(found)
  const address = scheme + rest
  const href = state.md.normalizeLink(address)
  if (!isSafeLink(href)) return false

  state.pending = state.pending.slice(0, -scheme.length)
  const open = state.push('link_open', 'a', 1)
  open.attrSet('href', href)
  state.push('text', '', 0).content = address
  state.push('link_close', 'a', -1)
  state.pos += rest.length
  return true
}

function withoutTrailingPunctuation(address: string): string {
  let unmatched = 0
  for (const character of address) {
    if (character === '(') unmatched -= 1
    else if (character === ')') unmatched += 1
  }
  let end = address.length
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1)
    if (last === ')' && unmatched > 0) unmatched -= 1
    else if (!'.,;:!?*_~]'.includes(last)) break
  }
  return address.slice(0, end)
}
