import type { Row } from '~/data/tables'
import { filePath } from '~/platform/storage/file-path'

/** A passage that an answer was made from, as whoever reads the answer may see it. */
export interface Source
  extends Pick<
    Row<'answer_sources'>,
    'place' | 'title' | 'headings' | 'section' | 'passage' | 'part'
  > {
  /** Where it can be read still; null when it is gone, or not theirs to read any more. */
  documentId: Row<'answer_sources'>['document_id']
  /** What it lies under, where it was attached to a message; null too when that is gone. */
  file: Row<'message_files'>['object_id'] | null
}

/** The place of the one row that says that nothing was found. */
export const NOTHING_FOUND = 0

/**
 * Those that an answer names (as `[2]`), or all where it names none.
 */
export function namedIn(text: string, sources: readonly Source[]): Source[] {
  const numbers = new Set([...text.matchAll(/\[(\d{1,2})\]/g)].map(([, number]) => Number(number)))
  const named = sources.filter(({ place }) => numbers.has(place))
  return named.length > 0 ? named : [...sources]
}

/** Where a passage stands in its document, from the site's root; null where it can't be read any more. */
export const passagePath = (
  { documentId, section, file, title }: Pick<Source, 'documentId' | 'section' | 'file' | 'title'>,
  slug: string,
): string | null =>
  file !== null
    ? filePath({ id: file, name: title ?? '' })
    : documentId === null
      ? null
      : `/c/${slug}/documents/${documentId}${section ? `#${encodeURIComponent(section)}` : ''}`

/** What a passage is called: its document, and the headings that it stands under. */
export const passageName = ({ title, headings }: Pick<Source, 'title' | 'headings'>): string =>
  [title, ...headings.filter((heading) => heading !== title)].join(' › ')
