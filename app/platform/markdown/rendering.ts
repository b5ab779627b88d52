import type MarkdownIt from 'markdown-it'

/** Words that stand in rendered text for people who can't see what they name. */
export interface MarkdownLabels {
  image: string
  table: string
  code: string
  newTab: string
}

// markdown-it's types name these only inside its own modules.
export type Rule = NonNullable<MarkdownIt['renderer']['rules']['image']>
export type Token = Parameters<Rule>[0][number]

/** The labels that `renderMarkdown` handed through markdown-it's environment. */
export function labelsOf(environment: unknown): MarkdownLabels {
  return (environment as { labels: MarkdownLabels }).labels
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
  return (environment as { sections?: Sections }).sections
}
