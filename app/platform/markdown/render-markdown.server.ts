import MarkdownIt from 'markdown-it'
import { addReadableBlocks } from './blocks'
import { addFormulas } from './formulas'
import { addSafeLinks } from './links'
import type { Environment, MarkdownLabels, Paints, Section, Sections } from './rendering'

export type { MarkdownLabels, Section }

const english: MarkdownLabels = {
  image: 'Image',
  table: 'Table',
  code: 'Code',
  formula: 'Formula',
  newTab: 'opens in a new tab',
  diagram: 'Diagram',
  diagramAlone: 'Open the picture by itself',
}

/** Longest text that is read as Markdown, in characters; what follows stays plain. */
const longest = 200_000

/**
 * Renders what a model or a person wrote as safe HTML, in time that grows with its length only.
 *
 * Raw HTML is shown, not used. Links lead to http, https and mailto only, carry `rel`, and say that
 * they open a new tab. Images become links, since fetching one tells a stranger who reads. Every
 * block takes its direction from its own text.
 *
 * @param text any string, however long or malformed.
 * @param paints what came late for it, from `paintsFor`; without them code has one colour, and a
 *   diagram no picture.
 * @param labels words for screen readers, in the reader's language.
 */
export function renderMarkdown(
  text: string,
  paints: Paints = {},
  labels: MarkdownLabels = english,
): string {
  return render(text, { labels, paints, coloured: 0, drawn: 0 })
}

/** The same of a text that is the page: its headings are sections that links can lead to. */
export function renderDocument(
  text: string,
  paints: Paints = {},
  labels: MarkdownLabels = english,
): { html: string; sections: Section[] } {
  const sections: Sections = { list: [], used: new Map() }
  const html = render(text, { labels, paints, coloured: 0, drawn: 0, sections })
  return { html, sections: sections.list }
}

function render(text: string, environment: Environment): string {
  const clean = text.replaceAll('\0', '')
  const rest = clean.slice(longest)
  parser ??= createParser()
  const html = parser.render(clean.slice(0, longest), environment)
  return rest === '' ? html : `${html}<p dir="auto">${parser.utils.escapeHtml(rest)}</p>\n`
}

/** Built at first use: its milliseconds are no part of the Worker's start. */
let parser: MarkdownIt | undefined

function createParser(): MarkdownIt {
  const options = {
    html: false,
    // markdown-it's own took 28 s for 200 KB of "http://a.b/(".
    linkify: false,
    breaks: true,
    typographer: false,
    // What opens and never closes is followed this deep, each time.
    maxNesting: 20,
  }
  const md = new MarkdownIt(options)
  addSafeLinks(md)
  addReadableBlocks(md)
  addFormulas(md)
  return md
}
