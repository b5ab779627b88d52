import type MarkdownIt from 'markdown-it'

/** Words that stand in rendered text for people who can't see what they name. */
export interface MarkdownLabels {
  image: string
  table: string
  code: string
  formula: string
  newTab: string
  diagram: string
  diagramAlone: string
}

/** What texts need to be rendered in full: see `paints.ts`. */
export interface Paints {
  highlight?: typeof import('./highlight').highlight
  /** Whether diagrams get a picture: not where no frame is shown, as in print. */
  diagrams?: boolean
}

/** Characters of code that are coloured in one text. */
export const LONGEST_COLOURED = 20_000

/** What stands in markdown-it's environment. */
export interface Environment {
  labels: MarkdownLabels
  paints: Paints
  sections?: Sections
  /** Characters of code that were coloured so far. */
  coloured: number
  /** Diagrams that were given a picture so far. */
  drawn: number
}

// markdown-it's types name these only inside its own modules.
export type Rule = NonNullable<MarkdownIt['renderer']['rules']['image']>
export type Token = Parameters<Rule>[0][number]

/** The labels that `renderMarkdown` handed through markdown-it's environment. */
export function labelsOf(environment: unknown): MarkdownLabels {
  return (environment as Environment).labels
}

/** Code as HTML: coloured, where that is at hand and not too much. */
export function codeHtml(
  code: string,
  language: string,
  environment: unknown,
  escapeHtml: (text: string) => string,
): string {
  const painted = environment as Environment
  const { highlight } = painted.paints
  if (!highlight || painted.coloured + code.length > LONGEST_COLOURED) return escapeHtml(code)
  const html = highlight(code, language, escapeHtml)
  if (html === null) return escapeHtml(code)
  painted.coloured += code.length
  return html
}

/** A part of a document under a heading of its own. */
export interface Section {
  id: string
  title: string
  level: number
}

/** The sections of a document that is being rendered. */
export interface Sections {
  list: Section[]
  /** How often each id was asked for. */
  used: Map<string, number>
}

/** Where a document's sections are gathered; undefined where the text is none. */
export function sectionsOf(environment: unknown): Sections | undefined {
  return (environment as Environment).sections
}
