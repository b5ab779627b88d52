import { type RawBuilder, sql } from 'kysely'
import type { Asked } from './paging'

/** The parts of a statement that reads one page of a list. */
export interface Keyset {
  /** A condition: the rows beyond the place from which the list goes on. */
  beyond: RawBuilder<boolean>
  /** What to order by. */
  order: RawBuilder<unknown>
  /** To select `as at`: a row's time as a `Place` holds it. */
  stamp: RawBuilder<string>
}

/**
 * Pages a list by its keys, newest first, so that a page costs the same wherever it lies and no row
 * is shown twice because another one came.
 *
 * @param at the column of the time that the list runs by
 * @param id the column that tells rows of one moment apart
 */
export function keyset(
  at: RawBuilder<unknown>,
  id: RawBuilder<unknown>,
  { towards, from }: Asked,
): Keyset {
  const isOlder = towards === 'older'
  const direction = isOlder ? sql`desc` : sql`asc`
  return {
    beyond:
      from === null
        ? sql`true`
        : sql`(${at}, ${id}) ${isOlder ? sql`<` : sql`>`}
            (${from.at}::timestamp at time zone 'UTC', ${from.id}::uuid)`,
    order: sql`${at} ${direction}, ${id} ${direction}`,
    stamp: sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`,
  }
}
