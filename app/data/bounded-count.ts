import { type RawBuilder, sql } from 'kysely'

/** Entries of an index that a count goes through: beyond them nobody needs to know how many. */
export const COUNTED = 1000

/** How many there are; where there may be more, at least `n` of them. */
export interface Bounded {
  n: number
  more: boolean
}

/**
 * Counts rows, at most one beyond `COUNTED`, so that it costs the same of any number.
 *
 * @param rows what follows a `select` without columns: `from … where …`
 */
export const countSome = (rows: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`(select count(*)::int from (select ${rows} limit ${COUNTED + 1}) as counted)`

/** What `countSome` counted. */
export const toBounded = (counted = 0): Bounded => ({
  n: Math.min(counted, COUNTED),
  more: counted > COUNTED,
})
