import type { CostDetail } from './costs.server'
import { fromMicros } from './micros'

/**
 * A cell of a file of values. What a table's program would take for a formula is made text, since names
 * are what people called themselves.
 */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * What answers cost, as comma-separated values with a line of headings (RFC 4180).
 *
 * @param end a last line, where the file does not hold everything
 */
export function costsFile(lines: readonly CostDetail[], end?: string): string {
  const rows = lines.map(({ day, agent, member, model, answers, tokens, cost }) =>
    [day, agent ?? '', member ?? '', model]
      .map(cell)
      .concat([String(answers), String(tokens), fromMicros(cost)]),
  )
  const head = ['day', 'agent', 'person', 'model', 'answers', 'tokens', 'cost']
  const last = end === undefined ? [] : [[cell(end), ...head.slice(1).map(() => '')]]
  return [head, ...rows, ...last].map((row) => `${row.join(',')}\r\n`).join('')
}
