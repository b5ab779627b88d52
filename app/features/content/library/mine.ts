import type { Kind } from '../kinds'

/** What a list of the library is narrowed to by what the person did with its items. */
const MINE = ['not-begun', 'begun', 'done', 'favourites'] as const
export type Mine = (typeof MINE)[number]

/** Kinds of which it is known how long they take and how far a person is. */
const LASTING: ReadonlySet<Kind> = new Set(['video', 'document'])

export const isLasting = (kind: Kind) => LASTING.has(kind)

/** What a list of a kind can be narrowed to. */
export const minesOf = (kind: Kind): Mine[] =>
  MINE.filter((each) => each === 'favourites' || isLasting(kind))

/** What an address narrows a list to; null: to nothing, or to what the kind has not. */
export const readMine = (text: string | null, kind: Kind): Mine | null =>
  minesOf(kind).find((each) => each === text) ?? null
