/** Bytes of a name in UTF-8: file systems end at 255, and an address is three times as long. */
const LONGEST = 180

/** Control characters, marks that turn the direction of writing, and what shows nothing at all. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu

/** What file systems, shells and headers read as something else. */
const MEANT = /["*:<>?|\\/]/g

/** Names that Windows keeps for its devices. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

const bytesOf = (text: string) => new TextEncoder().encode(text).length

/** As many whole characters, as people see them, as fit. */
function cut(text: string, bytes: number): string {
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (bytesOf(kept) + bytesOf(segment) > bytes) break
    kept += segment
  }
  return kept.trimEnd()
}

/**
 * A name that is safe to store, to show and to save under, whatever was sent as one.
 *
 * @param extensions that say what the file is, the first the usual one: a name that ends otherwise
 *   gets it added, so that nothing opens a file as what it is not
 */
export function safeName(sent: string, extensions: readonly string[]): string {
  const last = sent.normalize('NFC').split(/[/\\]/).pop() ?? ''
  // Joiners hold emoji of several parts together; all else that can't be seen goes.
  const seen = last.replace(UNSEEN, (sign) => (sign === '\u200d' ? sign : ''))
  const clean = seen
    .replace(MEANT, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[. \u200d]+|[. \u200d]+$/g, '')
  const at = clean.lastIndexOf('.')
  const ending = at > 0 ? clean.slice(at + 1).toLowerCase() : ''
  const known = extensions.includes(ending)
  const extension = known ? ending : extensions[0]
  const tail = extension ? `.${extension}` : ''
  const stem = known ? clean.slice(0, at) : clean
  const name = cut(stem, LONGEST - bytesOf(tail)) || 'file'
  return `${DEVICE.test(name) ? '_' : ''}${name}${tail}`
}

/** The header that says under which name a file is saved, and whether it is shown (RFC 6266). */
export function disposition(name: string, shown: boolean): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${shown ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${whole}`
}
