/** The end of a sentence, in most scripts: its mark, then a space or the line's end. */
const END = /[.!?…](?=["'”’)\]]*\s)|[。！？]|\n/g

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
