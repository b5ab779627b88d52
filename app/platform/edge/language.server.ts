/** Characters of the header that are looked at: a browser's own is a tenth of it. */
const LONGEST = 1_000

/** A language range (RFC 4647) with its weight, as in `de-AT;q=0.8`. */
const RANGE = /^\s*(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?$/i

interface Range {
  tag: string
  weight: number
}

/** What a reader asked for, the dearest first. What is no language range counts for nothing. */
function readRanges(header: string): Range[] {
  return header
    .slice(0, LONGEST)
    .split(',')
    .flatMap((part) => {
      const [, tag, weight] = RANGE.exec(part) ?? []
      return tag ? [{ tag: tag.toLowerCase(), weight: Math.min(Number(weight ?? 1), 1) }] : []
    })
    .sort((a, b) => b.weight - a.weight)
}

/** A language for a range: the very one, else without its last part (`de` for `de-AT`), and so on. */
function lookUp(range: string, available: readonly string[]): string | undefined {
  for (let tag = range; tag; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    const found = available.find((each) => each.toLowerCase() === tag)
    if (found) return found
  }
  return undefined
}

/**
 * The language of a page: the one of `Accept-Language` that is dearest to the reader and that we
 * speak, else the first of `available`.
 *
 * @param available tags (BCP 47); not empty
 */
export function chooseLanguage(header: string | null, available: readonly string[]): string {
  const [first = 'en'] = available
  if (available.length < 2) return first
  const ranges = readRanges(header ?? '')
  const refused = new Set(ranges.filter(({ weight }) => weight === 0).map(({ tag }) => tag))
  for (const { tag, weight } of ranges) {
    if (weight === 0) break
    const found = tag === '*' ? undefined : lookUp(tag, available)
    if (found && !refused.has(found.toLowerCase())) return found
    if (tag === '*') return first
  }
  return first
}

/** Says which language an answer is in and, where there are several, that others may get another. */
export function setLanguageHeaders(
  headers: Headers,
  tag: string,
  available: readonly string[],
): void {
  headers.set('content-language', tag)
  if (available.length > 1) headers.append('vary', 'accept-language')
}
