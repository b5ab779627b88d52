import { isUuid } from '~/platform/uuid'

const STAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?$/

/** A place in a list that runs from the newest to the oldest. */
export interface Place {
  /** UTC, to the microsecond, without a zone: more than a `Date` can hold. */
  at: string
  id: string
}

/** The part of a list that an address asks for. */
export interface Asked {
  towards: 'older' | 'newer'
  from: Place | null
}

/** A page of a list, and the places from which its neighbours go on. */
export interface Page<T> {
  items: T[]
  newer: string | null
  older: string | null
}

export const writePlace = ({ at, id }: Place) => `${at}~${id}`

/** A place from an address; null when it is none of ours. */
export function readPlace(text: string | null): Place | null {
  const [at = '', id = ''] = (text ?? '').split('~', 2)
  if (!STAMP.test(at) || !isUuid(id)) return null
  const time = new Date(`${at}Z`)
  const real = !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 19) === at.slice(0, 19)
  return real ? { at, id } : null
}

/** What `?older=` or `?newer=` asks for; the first page otherwise. */
export function readAsked(query: URLSearchParams): Asked {
  const newer = readPlace(query.get('newer'))
  if (newer) return { towards: 'newer', from: newer }
  return { towards: 'older', from: readPlace(query.get('older')) }
}

/**
 * Makes a page of rows that were asked with one more than fits, in the order of the asking.
 *
 * @param size rows that a page shows
 */
export function toPage<T extends Place>(rows: T[], asked: Asked, size: number): Page<T> {
  const more = rows.length > size
  const items = rows.slice(0, size)
  if (asked.towards === 'newer') items.reverse()
  const [first, last] = [items[0], items.at(-1)]
  if (!first || !last) return { items, newer: null, older: null }
  const [hasNewer, hasOlder] =
    asked.towards === 'newer' ? [more, true] : [asked.from !== null, more]
  return {
    items,
    newer: hasNewer ? writePlace(first) : null,
    older: hasOlder ? writePlace(last) : null,
  }
}
