import { parseWithZod } from '@conform-to/zod/v4'
import { agentSchema } from './agent.schema'

/** Characters that cannot be seen or, like the null byte, not even be stored. */
const UNSEEN = /(?![\n\t])\p{Cc}/gu

/** Text of several lines, as it can be stored: line ends as `\n`, nothing invisible. */
export const cleanText = (text: string) => text.replace(/\r\n?/g, '\n').replace(UNSEEN, '')

/** Text of one line: breaks become spaces, the ends are trimmed. */
export const cleanLine = (text: string) =>
  cleanText(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim()

/** Fields whose line breaks are part of what is meant. */
const LONG = new Set(['instructions', 'greeting'])

/** The same form with its texts as they would be stored, so that what comes back is what counts. */
export function cleanAgentForm(form: FormData): FormData {
  const clean = new FormData()
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue
    // The form library's own words travel untouched.
    if (name.startsWith('__')) clean.append(name, value)
    else clean.append(name, LONG.has(name) ? cleanText(value).trim() : cleanLine(value))
  }
  return clean
}

/** Checks an agent's form; the browser and the server ask the same. */
export function parseAgentForm(form: FormData) {
  return parseWithZod(cleanAgentForm(form), { schema: agentSchema() })
}
