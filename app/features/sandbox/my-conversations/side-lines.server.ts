import { wordsIn } from '~/ui/strings/catalogue'
import { heldNewsWords } from '~/ui/strings/held-news'
import type { ConversationLines, SideLines } from '../conversation/conversation'

/**
 * My conversations as they stand beside one. What is held is put into words here: the page of a
 * conversation has no room for words that few of its readers need.
 */
export function sideLines(language: string, { items, older }: ConversationLines): SideLines {
  const { mark } = wordsIn(language, heldNewsWords)
  return {
    older,
    items: items.map(({ id, title, agentName, held }) => ({
      id,
      title,
      agentName,
      mark: held ? ` · ${mark[held.mark]}` : '',
    })),
  }
}
