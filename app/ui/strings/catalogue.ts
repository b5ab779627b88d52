/**
 * The one catalogue of interface text, a context at a time, in every language there is.
 *
 * English is imported by the pages that speak it. What another language says is all there on the
 * server; the browser loads of the document's language what the document's pages use.
 */
import { type Files, files } from './files'
import type { Language } from './language'

/** The language that the others are typed against, spoken where no other fits. */
export const ENGLISH = 'en'

export type ContextName = keyof Language['words']

/** A part of the catalogue that is loaded apart from the others. */
export interface WordsContext<Words> {
  name: ContextName
  english: Words
}

/** The language of a page: its tag (BCP 47) and which way it is read. */
export interface PageLanguage {
  tag: string
  dir: Language['dir']
}

/** Words by language and context, as far as they are here. */
const held = new Map<string, Partial<Record<ContextName, unknown>>>()
const directions = new Map<string, Language['dir']>()
let parts: Files['parts'] = {}

/** Takes the languages that were found, in the place of those before: tests bring their own. */
export function takeLanguages(found: Files): void {
  held.clear()
  directions.clear()
  directions.set(ENGLISH, 'ltr')
  for (const [path, { dir, words }] of Object.entries(found.whole)) {
    const tag = path.split('/')[1] ?? ''
    held.set(tag, words)
    directions.set(tag, dir)
  }
  parts = found.parts
}
takeLanguages(files)

/** On the server: the tags of every language there is, English first. */
export function languagesHere(): string[] {
  return [...directions.keys()]
}

/** On the server: a language of `languagesHere`, as a page needs to know it. */
export function pageLanguage(tag: string): PageLanguage {
  return { tag, dir: directions.get(tag) ?? 'ltr' }
}

/**
 * In the browser: the language that the server rendered the document in. It is not read from
 * `lang`, which a translating browser rewrites.
 */
export function documentLanguage(): PageLanguage {
  const { dataset, dir } = document.documentElement
  return { tag: dataset.language ?? ENGLISH, dir: dir === 'rtl' ? 'rtl' : 'ltr' }
}

/** Words of the document's language that are on their way. */
const coming = new Map<ContextName, Promise<void>>()
let lost = false

function bring(tag: string, name: ContextName): void {
  const load = parts[`./${tag}/${name}.ts`]
  if (!load) return
  const words = load().then(
    (came) => void held.set(tag, { ...held.get(tag), [name]: came }),
    () => {
      lost = true
    },
  )
  coming.set(
    name,
    words.finally(() => coming.delete(name)),
  )
}

/**
 * Names a context. In the browser its words in the document's language begin to load here, while
 * the page that says them is still being loaded itself.
 */
export function contextOf<Words>(name: ContextName, english: Words): WordsContext<Words> {
  const tag = typeof document === 'undefined' ? ENGLISH : documentLanguage().tag
  if (tag !== ENGLISH) bring(tag, name)
  return { name, english }
}

/** In the browser: waits for the words that the pages loaded so far say. @returns whether all came */
export async function documentWords(): Promise<boolean> {
  await Promise.all(coming.values())
  return !lost
}

/**
 * What a context says in a language; English where it is not here and does not come.
 *
 * @throws the promise of words that are on their way, which React waits for: a page that a script
 *   leads to is shown when it can be read
 */
export function wordsIn<Words>(tag: string, { name, english }: WordsContext<Words>): Words {
  if (tag === ENGLISH) return english
  const words = held.get(tag)?.[name]
  if (words) return words as Words
  const wait = coming.get(name)
  if (wait) throw wait
  return english
}

/** The entry of a map of words that a code names; nothing for a code that is not there. */
export function entryOf<Entries extends object>(
  entries: Entries,
  code: string,
): Entries[keyof Entries] | undefined {
  return Object.hasOwn(entries, code) ? entries[code as keyof Entries] : undefined
}
