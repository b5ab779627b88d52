import { isUuid } from '~/platform/uuid'
import type { Kind } from '../kinds'

/** How a list of the library is ordered; what fits best comes first where something is searched. */
export const LIBRARY_SORTS = ['newest', 'name', 'used', 'best'] as const
export type LibrarySort = (typeof LIBRARY_SORTS)[number]

/** Kinds whose uses are counted: a conversation with an agent or from a prompt, and a run. */
const COUNTED: ReadonlySet<Kind> = new Set(['agent', 'prompt', 'automation'])

export const isCounted = (kind: Kind) => COUNTED.has(kind)

/** What a list is narrowed to. */
interface Narrowed {
  kind: Kind
  search: string
  tag: string | null
}

/**
 * The orders that a list can have. What has a tag is not kept by how often it is used: a search in it
 * is short enough to be put in that order, a list of all is not.
 */
export const sortsOf = ({ kind, search, tag }: Narrowed): LibrarySort[] =>
  LIBRARY_SORTS.filter((each) => {
    if (each === 'best') return search !== ''
    return each !== 'used' || (isCounted(kind) && (tag === null || search !== ''))
  })

/** The order of an address; one that it can't have is the usual one. */
export function readSort(text: string | null, narrowed: Narrowed): LibrarySort {
  const asked = sortsOf(narrowed).find((each) => each === text)
  return asked ?? (narrowed.search ? 'best' : 'newest')
}

/** A place in a list: what the list runs by there, as text, and the item. */
export interface SortedPlace {
  key: string
  id: string
}

/** The part of a list that an address asks for. */
export interface SortedAsked {
  back: boolean
  from: SortedPlace | null
}

const KEYS: Record<LibrarySort, RegExp> = {
  newest: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?$/,
  name: /^\P{Cc}{1,300}$/u,
  used: /^\d{1,9}$/,
  best: /^\d{1,3}(\.\d{1,12})?(e-\d{1,2})?$/,
}

const real = (key: string, sort: LibrarySort) =>
  KEYS[sort].test(key) && (sort !== 'newest' || isTime(key))

function isTime(key: string) {
  const time = new Date(`${key}Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 19) === key.slice(0, 19)
}

/** A place from an address; null when it is none of a list in this order. */
function readPlace(text: string | null, sort: LibrarySort): SortedPlace | null {
  const cut = (text ?? '').lastIndexOf('~')
  const [key, id] = [(text ?? '').slice(0, cut), (text ?? '').slice(cut + 1)]
  return cut > 0 && isUuid(id) && real(key, sort) ? { key, id } : null
}

/** What `?older=` or `?newer=` asks for: further on, or back; the first page otherwise. */
export function readSortedAsked(query: URLSearchParams, sort: LibrarySort): SortedAsked {
  const back = readPlace(query.get('newer'), sort)
  if (back) return { back: true, from: back }
  return { back: false, from: readPlace(query.get('older'), sort) }
}

export interface SortedPage<T> {
  items: T[]
  newer: string | null
  older: string | null
}

/**
 * Makes a page of rows that were asked with one more than fits, in the order of the asking.
 *
 * @param size rows that a page shows
 */
export function toSortedPage<T extends SortedPlace>(
  rows: T[],
  { back, from }: SortedAsked,
  size: number,
): SortedPage<T> {
  const more = rows.length > size
  const items = rows.slice(0, size)
  if (back) items.reverse()
  const [first, last] = [items[0], items.at(-1)]
  const [hasBefore, hasAfter] = back ? [more, true] : [from !== null, more]
  return {
    items,
    newer: first && hasBefore ? `${first.key}~${first.id}` : null,
    older: last && hasAfter ? `${last.key}~${last.id}` : null,
  }
}
