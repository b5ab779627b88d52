import { type RawBuilder, sql } from 'kysely'
import type { Row } from '~/data/tables'

/** How often an item was used in a community, and how its members rated it. */
export type Tally = Pick<Row<'content_tallies'>, 'uses' | 'good' | 'bad'>

/** The tally of an item in a community; null where nobody used or rated it. */
export const tallyOf = (item: RawBuilder<unknown>, community: RawBuilder<unknown>) =>
  sql<Tally | null>`(
    select jsonb_build_object('uses', t.uses, 'good', t.good, 'bad', t.bad)
    from public.content_tallies as t
    where t.community_id = ${community} and t.item_id = ${item} and t.uses + t.good + t.bad > 0
  )`
