import { wordsIn } from '~/ui/strings/catalogue'
import { conversationWords } from '~/ui/strings/conversation'
import type { Readers } from './conversation'

/** Who may read what is written, in words of the server: for pages that bring no others of a conversation. */
export function readersWords(language: string, readers: Readers): string {
  const words = wordsIn(language, conversationWords)
  return readers === 'owner' ? words.readByYou : words.readByCoaches
}
