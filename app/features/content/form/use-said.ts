import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { contentFormWords, type Problem } from '~/ui/strings/content-form'
import { countCharacters, ITEM_LIMITS } from '../item'
import type { OfferedKind } from '../kinds'

const shared: Record<string, number> = {
  'title.long': ITEM_LIMITS.title,
  'summary.long': ITEM_LIMITS.summary,
}

/**
 * What is wrong with a field, in words: how much was entered and how much fits where that is it.
 *
 * @param own the words of the kind, by code
 * @param limits of the kind's own fields, by the code of being too long
 */
export function useSaid(
  kind: OfferedKind,
  own: Record<string, Problem>,
  limits: Record<string, number>,
) {
  const { problems } = useWords(contentFormWords)
  return (found: string, entered: string): string => {
    // A code may name what it is about: `body.unknown:customer`.
    const [code = '', what] = found.split(':', 2)
    const text: Problem =
      entryOf(own, code) ?? (entryOf(problems, code) as Problem | undefined) ?? problems.unknown
    if (typeof text === 'string') return text
    const limit = limits[code] ?? shared[code]
    return text({
      kind,
      ...(what ? { what } : {}),
      ...(limit ? { limit, count: countCharacters(entered) } : {}),
    })
  }
}
