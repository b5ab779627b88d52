import type { Root } from 'mdast'
import { AppError } from '~/platform/errors'
import { mediaTypeOf } from '~/platform/storage/media-type.server'
import { MOST_BYTES } from '../document'

/** Characters that a form is filled with: several documents' worth, so that one can be cut to fit. */
const MOST_CHARACTERS = 400_000

/** What a file says, as a document holds it. */
export interface Imported {
  /** Its first heading, where it begins with one. */
  title: string
  /** Markdown. */
  body: string
}

const refused = (why: string, status = 422, cause?: unknown) =>
  new AppError(`source.${why}`, status, { cause })

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const WORD_WITH_MACROS = 'application/vnd.ms-word.document.macroenabled.12'

/**
 * Reads a file as a document. What it is, is told from what is inside; nothing of it is run or
 * fetched, and only its text is taken. What reads each type is loaded when the first one comes.
 *
 * @throws AppError `source.…` with what is wrong with the file
 */
export async function importDocument(name: string, bytes: Uint8Array): Promise<Imported> {
  if (bytes.length === 0) throw refused('empty')
  if (bytes.length > MOST_BYTES) throw refused('large', 413)
  const media = await mediaTypeOf(bytes, name)
  let read: Imported
  try {
    read = await readAs(typeOf(media?.type, name), bytes)
  } catch (cause) {
    throw cause instanceof AppError ? cause : refused('broken', 422, cause)
  }
  const { title, body } = read
  if (title === '' && body.trim() === '') throw refused('no-text')
  if (body.length > MOST_CHARACTERS) throw refused('long')
  return { title, body: body.trim() }
}

/**
 * A piece of HTML is a text that only its name calls so. As a file it is served as text, for it must
 * not run; here nothing of it does.
 */
const typeOf = (type: string | undefined, name: string) =>
  type === 'text/plain' && /\.x?html?$/i.test(name) ? 'text/html' : type

async function readAs(type: string | undefined, bytes: Uint8Array): Promise<Imported> {
  switch (type) {
    case 'text/markdown':
      return headed(textOf(bytes))
    case 'text/plain':
    case 'text/csv': {
      const { writeText } = await import('./write-markdown.server')
      return { title: '', body: writeText(textOf(bytes)) }
    }
    case 'text/html': {
      const { readHtml } = await import('./read-html.server')
      return written(readHtml(textOf(bytes)))
    }
    case 'application/pdf': {
      const { readPdf } = await import('./read-pdf.server')
      return written(await readPdf(bytes))
    }
    case WORD:
    case WORD_WITH_MACROS: {
      const { readWord } = await import('./read-word.server')
      return written(readWord(bytes))
    }
    default:
      throw refused('type')
  }
}

const textOf = (bytes: Uint8Array) =>
  new TextDecoder()
    .decode(bytes)
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')

/** Markdown whose first line is a heading of the first level has a title. */
function headed(text: string): Imported {
  const [, title, body] = /^\s*# +(.+?)(?: +#+)? *\n([\s\S]*)$/.exec(`${text}\n`) ?? []
  return title
    ? { title: title.replace(/\\([!-/:-@[-`{-~])/g, '$1'), body: body ?? '' }
    : { title: '', body: text }
}

async function written(tree: Root): Promise<Imported> {
  const { writeMarkdown } = await import('./write-markdown.server')
  return headed(writeMarkdown(tree))
}
