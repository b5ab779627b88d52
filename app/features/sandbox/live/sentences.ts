/** The end of a sentence, in most scripts: its mark, then a space or the line's end. */
const END = /[.!?…](?=["'”’)\]]*\s)|[。！？]|\n/g

/** Letters that a browser speaks at once; a piece without an end of a sentence is cut there. */
const SPOKEN = 300

/** A text in pieces to be spoken one after the other: sentences, those that are long in parts. */
export function spokenPieces(text: string): string[] {
  const pieces: string[] = []
  let start = 0
  const put = (end: number) => {
    for (; start < end; start = Math.min(end, start + SPOKEN)) {
      const piece = text.slice(start, Math.min(end, start + SPOKEN)).trim()
      if (piece) pieces.push(piece)
    }
  }
  for (const match of text.matchAll(END)) put(match.index + match[0].length)
  put(text.length)
  return pieces
}

/**
 * How much of a growing text is whole sentences: what can be read out without being torn.
 *
 * @returns UTF-16 units from the start, 0 when no sentence is whole yet
 */
export function wholeSentences(text: string): number {
  let end = 0
  for (const match of text.matchAll(END)) end = match.index + match[0].length
  return end
}
