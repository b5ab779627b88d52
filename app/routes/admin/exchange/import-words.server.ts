import type { Note, Reported } from '~/features/content/exchange/import-rows.server'
import type { Kind } from '~/features/content/kinds'
import { agentFormWords } from '~/ui/strings/agent-form'
import { automationFormWords } from '~/ui/strings/automation-form'
import { entryOf, wordsIn } from '~/ui/strings/catalogue'
import { contentFormWords, type Problem } from '~/ui/strings/content-form'
import { documentFormWords } from '~/ui/strings/document-form'
import { exchangeRefusalsWords } from '~/ui/strings/exchange-refusals'
import { promptFormWords } from '~/ui/strings/prompt-form'
import { videoFormWords } from '~/ui/strings/video-form'

/** What the form of each kind says about what is wrong, by code. */
const problemsOf: Record<Kind, (language: string) => Record<string, Problem>> = {
  agent: (language) => wordsIn(language, agentFormWords).problems,
  video: (language) => wordsIn(language, videoFormWords).problems,
  document: (language) => wordsIn(language, documentFormWords).problems,
  prompt: (language) => wordsIn(language, promptFormWords).problems,
  automation: (language) => wordsIn(language, automationFormWords).problems,
}

/** Why an export could not be taken, or is not there any more. */
export function refusalOf(code: string, language: string): string {
  const { refusals } = wordsIn(language, exchangeRefusalsWords)
  return entryOf(refusals, code) ?? refusals.unexpected
}

/** What is to be said of whom an item is for and of who looks after it. */
export function notesOf(note: Note | undefined, language: string): string[] {
  if (!note) return []
  const { notes: words } = wordsIn(language, exchangeRefusalsWords)
  const { groups = 0, people = 0, lost_groups = 0, names = [], lost_people = 0 } = note
  const lost = lost_groups + lost_people > 0
  const someAreHere = groups + people > 0
  return [
    ...(someAreHere ? [words.here(groups, people)] : []),
    ...(lost ? [words.lost(names, lost_groups - names.length, lost_people)] : []),
    ...(note.whole === false && !lost ? [words.unknown] : []),
    ...(note.whole === false ? [someAreHere ? words.draft : words.nobody] : []),
    ...(note.owner_lost ? [words.owner] : []),
  ]
}

/** Why an item was refused: in the words of the form that would have refused it, or in our own. */
export function reasonOf({ kind, code = '' }: Reported, language: string): string {
  const { reasons } = wordsIn(language, exchangeRefusalsWords)
  if (!kind || code.endsWith('.empty')) return kind ? reasons.empty : reasons['item.invalid']
  const own = entryOf(reasons, code)
  if (own) return own
  // A code may name what it is about: `body.unknown:customer`.
  const [name = '', what] = code.split(':', 2)
  const { problems: shared } = wordsIn(language, contentFormWords)
  const text =
    entryOf(problemsOf[kind](language), name) ?? (entryOf(shared, name) as Problem | undefined)
  if (text === undefined) return reasons.other
  return typeof text === 'string' ? text : text({ kind, ...(what ? { what } : {}) })
}
