/**
 * Interface text. A component asks `useWords(commonWords)` for a context of the catalogue; code
 * outside React asks `wordsIn(language, commonWords)`. Entries are plain strings, or functions
 * where something is put in.
 */
import { createContext, type ReactNode, useContext } from 'react'
import { ENGLISH, type PageLanguage, type WordsContext, wordsIn } from './catalogue'

const LanguageContext = createContext<PageLanguage>({ tag: ENGLISH, dir: 'ltr' })

/** Puts a language in force for what it wraps; without it, English. */
export function LanguageProvider({
  language,
  children,
}: {
  language: PageLanguage
  children: ReactNode
}) {
  return <LanguageContext.Provider value={language}>{children}</LanguageContext.Provider>
}

/** The language in force. */
export function useLanguage(): PageLanguage {
  return useContext(LanguageContext)
}

/** What a context says, in the language in force. */
export function useWords<Words>(context: WordsContext<Words>): Words {
  return wordsIn(useLanguage().tag, context)
}
