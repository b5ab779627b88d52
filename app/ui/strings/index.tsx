/**
 * The one catalogue of interface text.
 *
 * A component calls `useStrings()`; code outside React (a loader's `meta`, an action) calls
 * `stringsFor(locale)`. Entries are plain strings, or functions where something is put in.
 */
import { createContext, type ReactNode, useContext } from 'react'
import { en } from './en'

/** The shape every language has; English sets it. */
export type Strings = typeof en

export type Locale = 'en'
export const defaultLocale: Locale = 'en'

const languages: Record<Locale, Strings> = { en }

/** The catalogue of a language; English where we do not speak the one asked for. */
export function stringsFor(locale: string | undefined): Strings {
  return languages[(locale ?? defaultLocale) as Locale] ?? languages[defaultLocale]
}

const StringsContext = createContext<Strings>(languages[defaultLocale])

/** Puts a language in force for what it wraps; without it, English. */
export function StringsProvider({ strings, children }: { strings: Strings; children: ReactNode }) {
  return <StringsContext.Provider value={strings}>{children}</StringsContext.Provider>
}

/** The interface text in the reader's language. */
export function useStrings(): Strings {
  return useContext(StringsContext)
}
