import type { talkOptionsWords } from '~/ui/strings/talk-options'
import type { Source } from '../source'

/** Where an export is made, and in which language. */
export interface ExportPlace {
  words: (typeof talkOptionsWords)['english']['exported']
  /** Tag and direction of the language. */
  language: { tag: string; dir: string }
  /** The site, without a slash at its end. */
  origin: string
  /** Of the page's own styles. */
  nonce: string
}

/** Where a passage can be read; null where it is gone, or not theirs to read any more. */
export const addressOf = (
  { documentId, section }: Source,
  slug: string,
  { origin }: ExportPlace,
): string | null =>
  documentId === null
    ? null
    : `${origin}/c/${slug}/documents/${documentId}${section ? `#${encodeURIComponent(section)}` : ''}`

/** What a passage is called: its document, and the headings that it stands under. */
export const nameOf = ({ title, headings }: Source) =>
  [title, ...headings.filter((heading) => heading !== title)].join(' › ')
