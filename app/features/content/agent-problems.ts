import type { agentFormWords } from '~/ui/strings/agent-form'
import { entryOf } from '~/ui/strings/catalogue'
import { countCharacters, LIMITS } from './agent'

type Part = keyof typeof LIMITS
const parts: Record<string, Part> = {
  'title.long': 'title',
  'summary.long': 'summary',
  'instructions.long': 'instructions',
  'greeting.long': 'greeting',
  'question.long': 'question',
}

/** What is wrong with a field, in words: how much was entered and how much fits where that is it. */
export function sayProblem(
  { problems }: (typeof agentFormWords)['english'],
  code: string,
  entered: string,
): string {
  const text = entryOf(problems, code) ?? problems.unknown
  if (typeof text !== 'function') return text
  const part = parts[code]
  return text(part && { limit: LIMITS[part], count: countCharacters(entered) })
}
