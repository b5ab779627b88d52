import type { Paints } from './rendering'

/** A fence that names its language: only such code is coloured. */
const NAMED_FENCE = /(?:```|~~~)[ \t]*[a-z]/i

/** Brings what some texts need to be rendered in full, for a page that shows frames. */
export async function paintsFor(...texts: string[]): Promise<Paints> {
  const { highlight } = texts.some((text) => NAMED_FENCE.test(text))
    ? await import('./highlight')
    : {}
  return highlight ? { highlight, diagrams: true } : {}
}
