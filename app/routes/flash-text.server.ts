import type { Flash } from '~/platform/flash.server'
import { entryOf, wordsIn } from '~/ui/strings/catalogue'
import { flashWords } from '~/ui/strings/flash'

type FlashText = string | ((params: Flash['params']) => string)

/** The words of a message for the next page; null when the catalogue has none under its code. */
export function flashText({ code, params }: Flash, language: string): string | null {
  const [context = '', name = ''] = code.split('.', 2)
  const texts = entryOf(wordsIn(language, flashWords), context)
  const text = texts && (entryOf(texts, name) as FlashText | undefined)
  if (text === undefined) return null
  return typeof text === 'string' ? text : text(params)
}
