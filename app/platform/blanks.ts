const BLANK = /\{\{\s*([^{}\s]{1,80})\s*\}\}/g

/** The names that a text has blanks for (`{{name}}`), each once, in their order. */
export function blanksIn(text: string): string[] {
  return [...new Set([...text.matchAll(BLANK)].map(([, name]) => name ?? ''))]
}

/**
 * A text with its blanks filled in, in one go: what fills a blank is not looked into again.
 *
 * @param fillingOf what stands in the place of a name; undefined: the blank stays as it is
 */
export const fillBlanks = (text: string, fillingOf: (name: string) => string | undefined) =>
  text.replace(BLANK, (blank, name: string) => fillingOf(name) ?? blank)
