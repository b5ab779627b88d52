import { toBase64Url } from '../base64url'
import type { Environment } from './rendering'

/** Characters of a diagram that is drawn; a longer one stays text. */
export const LONGEST_DIAGRAM = 5_000
/** Pictures in one text: each is a frame with a library of its own. */
export const MOST_DIAGRAMS = 20

/**
 * Pixels for a picture, which is fitted into them: a line is most often a box or a message. Its true
 * height is known in the frame alone, which has no way to say it.
 */
const heightOf = (code: string) => Math.min(90 + 44 * code.trim().split('\n').length, 480)

/**
 * A Mermaid block as a picture, in a frame that the browser draws and whose address holds the text.
 * Empty where the block is none, blank or too long, or the text has enough of them.
 */
export function pictureHtml(
  code: string,
  language: string,
  environment: unknown,
  escapeHtml: (text: string) => string,
): string {
  const drawing = environment as Environment
  const { labels, paints } = drawing
  if (!paints.diagrams || language.toLowerCase() !== 'mermaid') return ''
  if (code.trim() === '' || code.length > LONGEST_DIAGRAM) return ''
  if (drawing.drawn >= MOST_DIAGRAMS) return ''
  drawing.drawn += 1
  // What follows # is never sent anywhere. Half characters become whole ones here.
  const address = `/diagram#${toBase64Url(new TextEncoder().encode(code))}`
  return `<figure class="diagram"><iframe src="${address}" height="${heightOf(code)}" title="${escapeHtml(labels.diagram)}" sandbox="allow-scripts" loading="lazy"></iframe><a href="${address}" target="_blank" rel="noopener">${escapeHtml(labels.diagramAlone)}<span class="sr-only"> (${escapeHtml(labels.newTab)})</span></a></figure>\n`
}
