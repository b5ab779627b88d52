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
