/** Characters that cannot be seen or, like the null byte, not even be stored. */
const UNSEEN = /(?![\n\t])\p{Cc}/gu

/** Text of several lines, as it can be stored: line ends as `\n`, nothing invisible. */
export const cleanText = (text: string) => text.replace(/\r\n?/g, '\n').replace(UNSEEN, '')

/** Text of one line: breaks become spaces, the ends are trimmed. */
export const cleanLine = (text: string) =>
  cleanText(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim()

/**
 * The same form with its texts as they would be stored, so that what comes back is what counts.
 *
 * @param long names of the fields whose line breaks are part of what is meant
 */
export function cleanForm(form: FormData, long: RegExp): FormData {
  const clean = new FormData()
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue
    // The form library's own words travel untouched.
    if (name.startsWith('__')) clean.append(name, value)
    else clean.append(name, long.test(name) ? cleanText(value).trim() : cleanLine(value))
  }
  return clean
}
