import { entryOf } from '~/ui/strings/catalogue'
import type { sandboxWords } from '~/ui/strings/sandbox'

type SandboxWords = (typeof sandboxWords)['english']

/** What is wrong with a post, by its code; a code without words reads as `unexpected`. */
export function problemWords(code: string, { problems }: SandboxWords): string {
  return entryOf(problems, code) ?? problems.unexpected
}

/** Why an answer came to no good end, by its code; undefined where the status says enough. */
export function failureWords(
  code: string | null | undefined,
  { failures }: SandboxWords,
): string | undefined {
  return code ? entryOf(failures, code) : undefined
}
