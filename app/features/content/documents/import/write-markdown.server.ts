import type { Nodes, Root } from 'mdast'
import { gfmStrikethroughToMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableToMarkdown } from 'mdast-util-gfm-table'
import { toMarkdown } from 'mdast-util-to-markdown'

/** Where a link or a picture may lead: nowhere that could run, and to no file of somebody's disk. */
const LEADS = /^(?:https?:|mailto:|#)/i

/** What leads elsewhere keeps its words and loses its way. */
function clean(node: Nodes): Nodes[] {
  if (node.type === 'html') return []
  if (node.type === 'image') {
    if (LEADS.test(node.url)) return [node]
    return node.alt ? [{ type: 'text', value: node.alt }] : []
  }
  if (!('children' in node)) return [node]
  const children = (node.children as Nodes[]).flatMap(clean)
  if (node.type === 'link' && !LEADS.test(node.url)) return children
  return [{ ...node, children } as Nodes]
}

/** A tree as Markdown: what looks like a sign of Markdown in its text is written so that it is none. */
export function writeMarkdown(tree: Root): string {
  const [root] = clean(tree)
  return toMarkdown(root ?? tree, {
    bullet: '-',
    rule: '-',
    extensions: [gfmTableToMarkdown(), gfmStrikethroughToMarkdown()],
  })
}

/** Plain text as Markdown that reads the same: its lines stay lines. */
export function writeText(text: string): string {
  const children = text
    .split(/\n[^\S\n]*\n\s*/)
    .map((each) => each.replace(/[^\S\n]+/g, ' ').trim())
    .filter(Boolean)
    .map((value) => ({ type: 'paragraph' as const, children: [{ type: 'text' as const, value }] }))
  return writeMarkdown({ type: 'root', children })
}
