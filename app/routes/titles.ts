import { ENGLISH, type WordsContext, wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import type { CommunityFrame } from './community/frame'

/** The routes of a page, as a `meta` function is given them. */
export type Matches = readonly { id: string; data?: unknown }[]

function dataOf<T>(matches: Matches, id: string): T | undefined {
  return matches.find((match) => match.id === id)?.data as T | undefined
}

/** What a context says in the page's language, for a `meta` function, which can use no hook. */
export function wordsOf<Words>(matches: Matches, context: WordsContext<Words>): Words {
  const root = dataOf<{ language: string }>(matches, 'root')
  return wordsIn(root?.language ?? ENGLISH, context)
}

/** A page's title: what it is, then where it is, then the product, the narrowest first. */
export function pageTitle(
  matches: Matches,
  ...parts: (string | null | undefined)[]
): { title: string }[] {
  const { productName } = wordsOf(matches, commonWords)
  return [{ title: [...parts.filter(Boolean), productName].join(' · ') }]
}

/** The title of a page of a community. */
export function communityTitle(matches: Matches, title: string): { title: string }[] {
  const frame = dataOf<CommunityFrame>(matches, 'routes/community/layout')
  return pageTitle(matches, title, frame?.community.name)
}
