import { type RawBuilder, sql } from 'kysely'
import type { Kind } from '../kinds'
import type { Mine } from './mine'
import { publishedIn } from './published-in.server'
import { type Mark, mark, markOf, withMine } from './seen.server'

/** Items that a person chose or began, of which a list goes through the last of them. */
export const MOST_OF_MINE = 1000

/** Bytes that are read in a minute: 230 English words, or as much of what has fewer, longer letters. */
const BYTES_A_MINUTE = 1400

/** What an item in a list is to the person who asks. */
export interface Stands {
  mark: Mark
  /** How long it is watched or read; null where nobody knows. */
  seconds: number | null
  /** What part of it the person watched or read, from 0 to 1; null for who never began. */
  share: number | null
  done: boolean
}

const LENGTHS: Partial<Record<Kind, { of: RawBuilder<unknown>; join: RawBuilder<unknown> }>> = {
  video: {
    of: sql`v.duration_seconds::float8`,
    join: sql`left join public.videos as v on v.id = u.id`,
  },
  document: {
    // The bytes are told by where a long text is kept: none is read for it.
    of: sql`octet_length(d.body) * 60.0::float8 / ${BYTES_A_MINUTE}::integer`,
    join: sql`left join public.documents as d on d.id = u.id`,
  },
}

/** Whether the row `p` says that something was begun, were it only to its end. */
const touched = sql`(p.reached > 0 or p.share > 0 or p.completed_at is not null)`

/** How an item stands to the person who asks: one look at it for all that a list tells. */
export function standsOf(item: RawBuilder<unknown>, kind: Kind): RawBuilder<Stands> {
  const length = LENGTHS[kind]
  return length
    ? sql<Stands>`(
        select jsonb_build_object(
          'mark', ${mark}, 'seconds', ${length.of},
          'share', case when ${touched} then p.share end, 'done', p.completed_at is not null
        )
        from ${withMine} ${length.join}
        where u.id = ${item}
      )`
    : sql<Stands>`jsonb_build_object(
        'mark', ${markOf(item)}, 'seconds', null, 'share', null, 'done', false
      )`
}

const PROGRESS = sql`public.content_progress as p where p.user_id = (select private.me())`

/** The rows of the person who asks that say it of an item, as `p`. */
const ROWS = {
  'not-begun': sql`${PROGRESS} and ${touched}`,
  begun: sql`${PROGRESS} and p.completed_at is null and (p.reached > 0 or p.share > 0)`,
  done: sql`${PROGRESS} and p.completed_at is not null`,
  favourites: sql`public.favourites as p where p.user_id = (select private.me())`,
} satisfies Record<Mine, RawBuilder<unknown>>

const LAST = {
  'not-begun': sql`p.updated_at`,
  begun: sql`p.updated_at`,
  done: sql`p.updated_at`,
  favourites: sql`p.created_at`,
} satisfies Record<Mine, RawBuilder<unknown>>

/** A condition that the item `i` is one of these: a look at one row of the person's own. */
export const isMine = (which: Mine | null): RawBuilder<unknown> =>
  which === null
    ? sql`true`
    : sql`${which === 'not-begun' ? sql`not ` : sql``}exists (
        select from ${ROWS[which]} and p.item_id = i.id
      )`

/**
 * The items of a kind that a person began, finished or chose, as `i`, along the person's own rows
 * from the last on. Of `not-begun` it is those that were begun.
 */
export const mineOf = (which: Mine, community: string, kind: Kind) => sql`
  from (
    select i.* from (select p.item_id, ${LAST[which]} as at from ${ROWS[which]}) as p
    join public.content_items as i on i.id = p.item_id
    where i.kind = ${kind} and ${publishedIn(community)}
    order by p.at desc, i.id
    limit ${MOST_OF_MINE}
  ) as i`
