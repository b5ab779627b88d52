import type { Row } from '~/data/tables'
import type { Kind } from '../kinds'

/** What an item may use a file as. */
export type FilePurpose = Row<'content_files'>['purpose']

const MIB = 1024 * 1024

const IMAGES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif']

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const TEXTS = ['text/plain', 'text/markdown', 'text/html']

interface Allowed {
  /** Bytes that one may have. */
  most: number
  types: readonly string[]
  /** Endings, for the browser's own choice of files; what counts is what is inside. */
  accept: string
  /** Whether an item has one of them, which the next takes the place of. */
  single: boolean
  /** The only kind that has such files; none: every kind does. */
  kind?: Kind
}

const image: Allowed = {
  most: 10 * MIB,
  types: IMAGES,
  accept: '.png,.jpg,.jpeg,.webp,.gif,.avif',
  single: true,
}

/** What may be uploaded, by what it is for. */
export const purposes: Record<FilePurpose, Allowed> = {
  cover: image,
  poster: { ...image, kind: 'video' },
  video: {
    most: 1024 * MIB,
    types: ['video/mp4', 'video/webm'],
    accept: '.mp4,.m4v,.webm',
    single: true,
    kind: 'video',
  },
  captions: { most: 2 * MIB, types: ['text/vtt'], accept: '.vtt', single: false, kind: 'video' },
  source: {
    most: 25 * MIB,
    types: [...TEXTS, 'application/pdf', WORD],
    accept: '.md,.markdown,.txt,.html,.htm,.pdf,.docx',
    single: false,
    kind: 'document',
  },
  attachment: {
    most: 100 * MIB,
    types: [
      ...IMAGES,
      ...TEXTS,
      'image/svg+xml',
      'text/csv',
      'text/vtt',
      'application/json',
      'application/xml',
      'application/pdf',
      'application/zip',
      WORD,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      'application/vnd.oasis.opendocument.text',
      'application/vnd.oasis.opendocument.spreadsheet',
      'application/vnd.oasis.opendocument.presentation',
      'application/rtf',
      'audio/mpeg',
      'audio/mp4',
      'audio/ogg',
      'audio/wav',
      'video/mp4',
      'video/webm',
    ],
    accept:
      '.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.rtf,.txt,.md,.csv,.json,.xml,.html,.svg,.vtt,.zip,' +
      '.png,.jpg,.jpeg,.webp,.gif,.avif,.mp3,.m4a,.ogg,.wav,.mp4,.webm',
    single: false,
  },
}

export const isPurpose = (text: string | null | undefined): text is FilePurpose =>
  Object.hasOwn(purposes, text ?? '')

/** The code of what keeps a file from being used so; null when nothing does. */
export function unfit(
  purpose: FilePurpose,
  { bytes, mediaType }: { bytes: number; mediaType?: string | undefined },
): 'file.empty' | 'file.too-large' | 'file.type' | null {
  const { most, types } = purposes[purpose]
  if (bytes === 0) return 'file.empty'
  if (bytes > most) return 'file.too-large'
  return mediaType !== undefined && !types.includes(mediaType) ? 'file.type' : null
}
