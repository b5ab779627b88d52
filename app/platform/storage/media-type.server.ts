/** Bytes from which a type is told: enough to see past the tables at the head of a Word file. */
export const HEAD_BYTES = 64 * 1024

/** A kind of file: what it is called on the wire, and how its names end. */
export interface MediaType {
  type: string
  extensions: readonly string[]
}

const known = (type: string, ...extensions: string[]): MediaType => ({ type, extensions })

const TEXT: Record<string, MediaType> = Object.fromEntries(
  [
    known('text/plain', 'txt', 'log'),
    known('text/markdown', 'md', 'markdown'),
    known('text/csv', 'csv'),
    known('text/vtt', 'vtt'),
    known('text/html', 'html', 'htm', 'xhtml'),
    known('application/json', 'json'),
    known('image/svg+xml', 'svg'),
    known('application/xml', 'xml'),
  ].map((media) => [media.type, media]),
)

/** Other names of one type, as the library and browsers give them. */
const SAME: Record<string, MediaType> = {
  'image/jpeg': known('image/jpeg', 'jpg', 'jpeg'),
  'video/x-m4v': known('video/mp4', 'mp4', 'm4v'),
  'video/mp4': known('video/mp4', 'mp4', 'm4v'),
  'video/matroska': known('video/matroska', 'mkv'),
  'audio/x-m4a': known('audio/mp4', 'm4a'),
  'audio/mp4': known('audio/mp4', 'm4a'),
  'audio/ogg': known('audio/ogg', 'ogg', 'oga', 'opus'),
}

/** Texts have no mark of their own, so what is text is told by how it begins, then by its name. */
function textType(head: Uint8Array, whole: boolean, name: string): MediaType | null {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !whole })
  } catch {
    return null
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what no text has
  if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text)) return null
  const begin = text.replace(/^\ufeff/, '').trimStart()
  if (/^WEBVTT(?=\s|$)/.test(begin)) return TEXT['text/vtt'] ?? null
  const markup = begin.replace(/^(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype[^>]*>|\s)+/i, '')
  if (/^<svg[\s>]/i.test(markup)) return TEXT['image/svg+xml'] ?? null
  if (/^<!doctype\s+html/i.test(begin) || /<(?:html|head|body|script)[\s>]/i.test(text)) {
    return looksLikeProse(name) ? proseType(name) : (TEXT['text/html'] ?? null)
  }
  if (/^<\?xml\s/.test(begin)) return TEXT['application/xml'] ?? null
  return proseType(name)
}

const endingOf = (name: string) => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''

/** A Markdown text or a table may speak of HTML and is none: it is served as what it is named. */
const looksLikeProse = (name: string) => /^(?:md|markdown|txt|csv|json|log)$/.test(endingOf(name))

function proseType(name: string): MediaType | null {
  const ending = endingOf(name)
  const byName = Object.values(TEXT).find(({ extensions }) => extensions.includes(ending))
  // What only its name calls markup, is text.
  const runs = byName && /html|svg|xml/.test(byName.type)
  return (runs ? undefined : byName) ?? TEXT['text/plain'] ?? null
}

/**
 * What a file is, told from how it begins. Its name only tells one kind of text from another, and
 * what the browser called it counts for nothing.
 *
 * @param head the first `HEAD_BYTES`, or all of it where it is shorter
 * @returns null for what is not known
 */
export async function mediaTypeOf(head: Uint8Array, name: string): Promise<MediaType | null> {
  // A library that few requests need: it is run at its first use.
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  if (found && found.mime !== 'application/xml') {
    const type = found.mime.replace(/;.*/, '')
    return SAME[type] ?? { type, extensions: [found.ext] }
  }
  return textType(head, head.length < HEAD_BYTES, name)
}
