import type MarkdownIt from 'markdown-it'
import type { MarkdownLabels } from './render-markdown.server'

// markdown-it's types name these only inside its own modules.
export type Rule = NonNullable<MarkdownIt['renderer']['rules']['image']>
export type Token = Parameters<Rule>[0][number]

/** The labels that `renderMarkdown` handed through markdown-it's environment. */
export function labelsOf(environment: unknown): MarkdownLabels {
  return (environment as { labels: MarkdownLabels }).labels
}
