/** A value as trimmed text; nothing for null. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value).trim()
}

/** A moment, or null where there is none that can be read. */
export function asDate(value: unknown): Date | null {
  if (value === null || value === undefined || value === '') return null
  const date = value instanceof Date ? value : new Date(String(value))
  return Number.isNaN(date.getTime()) ? null : date
}

export function asNumber(value: unknown): number | null {
  const number = typeof value === 'number' ? value : Number.parseFloat(asText(value))
  return Number.isFinite(number) ? number : null
}

/** At most so many characters, and whether something was cut. */
export function cut(text: string, most: number): { text: string; wasCut: boolean } {
  const letters = [...text]
  return { text: letters.slice(0, most).join('').trim(), wasCut: letters.length > most }
}

/** A text in parts of at most so many characters: nothing of it is lost. */
export function inParts(text: string, most: number): string[] {
  const letters = [...text]
  const parts: string[] = []
  for (let at = 0; at < letters.length; at += most) {
    parts.push(letters.slice(at, at + most).join(''))
  }
  return parts
}

const yesWords = new Set(['true', 't', 'yes', 'y', 'on', '1'])
const noWords = new Set(['false', 'f', 'no', 'n', 'off', '0'])

/** Yes or no, in whatever way a column says it; null where it says nothing, or something else. */
export function asFlag(value: unknown): boolean | null {
  const word = asText(value).toLowerCase()
  return yesWords.has(word) ? true : noWords.has(word) ? false : null
}

/** A row's address to sign in with, as addresses are compared. */
export const emailOf = (row: Record<string, unknown>) => asText(row.email).toLowerCase()

/** What a row of people is told apart by: its key, or its address where it has none. */
export const keyOf = (row: Record<string, unknown>) => asText(row.id) || emailOf(row)
