import { type RawBuilder, sql } from 'kysely'
import type { Row } from '~/data/tables'
import type { LinkedFile } from '~/platform/storage/file-links.server'
import type { Kind } from '../kinds'
import type { LibrarySort, SortedAsked, SortedPlace } from './library-order'
import type { Mine } from './mine'
import { isMine, type Stands, standsOf } from './mine.server'
import { type Tally, tallyOf } from './tally.server'

/** Items on a page of the library. */
export const LIBRARY_PAGE = 20

/** What a list tells of an item by itself. */
interface Listed extends Pick<Row<'content_items'>, 'id' | 'title' | 'summary'> {
  /** A picture that is light enough for a list. */
  cover: LinkedFile | null
  /** Null of a kind whose uses are not counted, and where nobody used or rated it. */
  tally: Tally | null
}

/** Bytes that a picture beside one of many lines may have. */
const LIGHT = 600_000

export type LibraryItem = Listed & Stands

export type ListedRow = Listed & SortedPlace & { stands: Stands }

export const coverOf = (id: RawBuilder<unknown>) => sql<LinkedFile | null>`(
  select jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'bytes', f.bytes)
  from public.content_files as cf
  join public.files as f on f.id = cf.file_id
  where cf.item_id = ${id} and cf.purpose = 'cover'
    and f.state = 'stored' and f.bytes <= ${LIGHT}::bigint
)`

/** What a list shows beside an item's own words. */
const shownWith = (
  item: RawBuilder<unknown>,
  community: RawBuilder<unknown>,
  kind: Kind,
  tells: boolean,
) => sql`
  ${coverOf(item)} as cover, ${standsOf(item, kind)} as stands,
  ${tells ? tallyOf(item, community) : sql`null::jsonb`} as tally`

export const own = (id: RawBuilder<unknown>, kind: Kind) => sql`
  from public.content_items as i
  where i.community_id = ${id} and i.kind = ${kind}
    and i.status = 'published' and i.deleted_at is null`

const assigned = (id: RawBuilder<unknown>) => sql`
  exists (
    select from public.content_assignments as given
    where given.item_id = i.id and (given.community_id is null or given.community_id = ${id})
  )`

export const given = (id: RawBuilder<unknown>, kind: Kind) => sql`
  from public.content_items as i
  where i.community_id is null and i.kind = ${kind}
    and i.status = 'published' and i.deleted_at is null and ${assigned(id)}`

interface Order {
  /** What the list runs by. */
  by: RawBuilder<unknown>
  /** The same as text, as an address has it. */
  key: RawBuilder<string>
  /** A condition that a row lies beyond the place that was asked for. */
  beyond: RawBuilder<unknown>
  order: RawBuilder<unknown>
}

/**
 * A list by a column and then by the item, so that a page costs the same wherever it lies.
 *
 * @param item the column of the item's id
 */
export function orderBy(
  sort: LibrarySort,
  column: RawBuilder<unknown>,
  item: RawBuilder<unknown>,
  { back, from }: SortedAsked,
): Order {
  const by = sort === 'name' ? sql`${column} collate "und-x-icu"` : column
  const rises = (sort === 'name') !== back
  const at =
    from &&
    {
      newest: sql`${from.key}::timestamp at time zone 'UTC'`,
      name: sql`${from.key}::text`,
      used: sql`${from.key}::integer`,
      best: sql`${from.key}::real`,
    }[sort]
  return {
    by,
    key:
      sort === 'newest'
        ? sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`
        : sql<string>`${column}::text`,
    beyond: from
      ? sql`(${by}, ${item}) ${rises ? sql`>` : sql`<`} (${at}, ${from.id}::uuid)`
      : sql`true`,
    order: rises ? sql`${by} asc, ${item} asc` : sql`${by} desc, ${item} desc`,
  }
}

export const columnOf = (sort: LibrarySort, table: 'i' | 'x') =>
  sql.ref(`${table}.${sort === 'name' ? 'title' : table === 'i' ? 'published_at' : 'shown_at'}`)

/** The community's own and the platform's, each along its index, put together in their order. */
export function allRows(
  id: RawBuilder<unknown>,
  kind: Kind,
  sort: LibrarySort,
  asked: SortedAsked,
  mine: Mine | null,
  tells: boolean,
) {
  const { by, key, beyond, order } = orderBy(sort, columnOf(sort, 'i'), sql`i.id`, asked)
  const part = (rows: RawBuilder<unknown>) => sql`
    select i.id, i.title, i.summary, ${by} as by, ${key} as key ${rows} and ${isMine(mine)} and ${beyond}
    order by ${order} limit ${LIBRARY_PAGE + 1}`
  const rises = (sort === 'name') !== asked.back
  return sql<ListedRow>`
    select i.id, i.title, i.summary, ${shownWith(sql`i.id`, id, kind, tells)}, i.key
    from ((${part(own(id, kind))}) union all (${part(given(id, kind))})) as i
    order by i.by ${rises ? sql`asc, i.id asc` : sql`desc, i.id desc`}
    limit ${LIBRARY_PAGE + 1}`
}

/**
 * What is used most: along the community's own tallies, and after them what the platform gave and
 * nobody used.
 */
export function mostUsedRows(
  id: RawBuilder<unknown>,
  kind: Kind,
  asked: SortedAsked,
  tells: boolean,
) {
  const used = orderBy('used', sql`t.uses`, sql`t.item_id`, asked)
  const unused = orderBy('used', sql`0`, sql`i.id`, asked)
  return sql<ListedRow>`
    select i.id, i.title, i.summary, ${shownWith(sql`i.id`, id, kind, tells)}, i.key
    from (
      (
        select i.id, i.title, i.summary, t.uses as by, ${used.key} as key
        from public.content_tallies as t
        join public.content_items as i on i.id = t.item_id
        where t.community_id = ${id} and t.kind = ${kind}
          and i.status = 'published' and i.deleted_at is null
          and (i.community_id = t.community_id or i.community_id is null and ${assigned(id)})
          and ${used.beyond}
        order by ${used.order} limit ${LIBRARY_PAGE + 1}
      )
      union all
      (
        select i.id, i.title, i.summary, 0 as by, '0' as key ${given(id, kind)}
          and not exists (
            select from public.content_tallies as t
            where t.community_id = ${id} and t.item_id = i.id
          )
          and ${unused.beyond}
        order by ${asked.back ? sql`i.id asc` : sql`i.id desc`} limit ${LIBRARY_PAGE + 1}
      )
    ) as i
    order by i.by ${asked.back ? sql`asc, i.id asc` : sql`desc, i.id desc`}
    limit ${LIBRARY_PAGE + 1}`
}

/** The tag of this name: the community's own, and the platform's. */
const tagsNamed = (id: RawBuilder<unknown>, tag: string) => sql`
  public.tags as t
  where (t.community_id = ${id} or t.community_id is null) and lower(t.name) = lower(${tag})`

/** What has a tag goes along the tag's own index. */
export function taggedRows(
  id: RawBuilder<unknown>,
  kind: Kind,
  tag: string,
  sort: LibrarySort,
  asked: SortedAsked,
  mine: Mine | null,
  tells: boolean,
) {
  const { by, key, beyond, order } = orderBy(sort, columnOf(sort, 'x'), sql`x.item_id`, asked)
  const rises = (sort === 'name') !== asked.back
  return sql<ListedRow>`
    select one.id, one.title, one.summary, ${shownWith(sql`one.id`, id, kind, tells)}, one.key
    from (select t.id, t.community_id from ${tagsNamed(id, tag)}) as named
    cross join lateral (
      select i.id, i.title, i.summary, ${by} as by, ${key} as key
      from public.content_tags as x
      join public.content_items as i on i.id = x.item_id
      where x.tag_id = named.id and x.kind = ${kind} and x.shown_at is not null and ${isMine(mine)}
        and ${beyond}
        and (named.community_id is not null or ${assigned(id)})
      order by ${order}
      limit ${LIBRARY_PAGE + 1}
    ) as one
    order by one.by ${rises ? sql`asc, one.id asc` : sql`desc, one.id desc`}
    limit ${LIBRARY_PAGE + 1}`
}
