import { type RawBuilder, sql } from 'kysely'
import { type Bounded, countSome, toBounded } from '~/data/bounded-count'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import { AppError } from '~/platform/errors'
import type { LinkedFile } from '~/platform/storage/file-links.server'
import { isUuid } from '~/platform/uuid'
import type { AgentFace } from '../agents/agent'
import type { Kind } from '../kinds'
import {
  isCounted,
  type LibrarySort,
  type SortedAsked,
  type SortedPage,
  type SortedPlace,
  toSortedPage,
} from './library-order'
import { publishedIn } from './published-in.server'
import { type Mark, markOf } from './seen.server'
import { type Tally, tallyOf } from './tally.server'

/** Items on a page of the library. */
export const LIBRARY_PAGE = 20

export interface LibraryItem extends Pick<Row<'content_items'>, 'id' | 'title' | 'summary'> {
  /** A picture that is light enough for a list. */
  cover: LinkedFile | null
  mark: Mark
  /** Null of a kind whose uses are not counted, and where nobody used or rated it. */
  tally: Tally | null
}

/** Bytes that a picture beside one of many lines may have. */
const LIGHT = 600_000

/** How many that fit a search the database ranks. */
export const RANKED = 300

/** How far the items of one tag are counted beside it. */
const TAGGED = 100

/** A tag of the items that are there, and how many have it. */
export interface Facet extends Bounded {
  name: Row<'tags'>['name']
}

export interface Library {
  items: SortedPage<LibraryItem>
  /** Items that fit the search and the tag, on all pages. */
  found: Bounded
  /** Published items of the kind. */
  all: Bounded
  /** The most used first. */
  facets: Facet[]
  /** How well what was searched for fits; null where nothing was. */
  how: 'all' | 'alike' | 'some' | null
}

interface LibraryQuestion {
  community: string
  kind: Kind
  search: string
  /** Null: of any tag or none. */
  tag: string | null
  sort: LibrarySort
  asked: SortedAsked
  /** Whether the tags of what is there are counted, and told how often each was used. */
  facets: boolean
}

/** The first page of a kind, as it is offered elsewhere. */
export const offer = (community: string, kind: Kind, search = ''): LibraryQuestion => ({
  ...{ community, kind, search, tag: null, facets: false },
  sort: search ? 'best' : 'newest',
  asked: { back: false, from: null },
})

type ListedRow = LibraryItem & SortedPlace

/** The published items of a kind: the community's own, and what the platform gave to it. */
export function findLibrary(db: Database, question: LibraryQuestion): Promise<Library> {
  return question.search ? searchLibrary(db, question) : listLibrary(db, question)
}

async function listLibrary(
  db: Database,
  { community, kind, tag, sort, asked, facets: counted }: LibraryQuestion,
): Promise<Library> {
  const id = communityIdOf(community)
  const tells = counted && isCounted(kind)
  const [rows, counts, facets] = await Promise.all([
    db.read(
      tag !== null
        ? taggedRows(id, kind, tag, sort, asked, tells)
        : sort === 'used'
          ? mostUsedRows(id, kind, asked, tells)
          : allRows(id, kind, sort, asked, tells),
    ),
    db.read(
      sql<{ all: number }>`
        select ${countSome(own(id, kind))} + ${countSome(given(id, kind))} as all`,
    ),
    counted
      ? db.read(
          sql<{ name: string; n: number }>`
            select f.name, f.n from public.tags_in_use(${id}, ${kind}::text, ${tag}::text) as f`,
        )
      : [],
  ])
  const page = toSortedPage(rows, asked, LIBRARY_PAGE)
  const all = toBounded(counts[0]?.all)
  const tags = facets.map(toFacet)
  const tagged = tags.find(({ name }) => name.toLowerCase() === tag?.toLowerCase())
  return {
    items: { ...page, items: page.items.map(shown) },
    found: tag === null ? all : (tagged ?? { n: page.items.length, more: false }),
    all,
    facets: tags,
    how: null,
  }
}

const shown = ({ key: _, ...item }: ListedRow): LibraryItem => item

const coverOf = (id: RawBuilder<unknown>) => sql<LinkedFile | null>`(
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
  tells: boolean,
) => sql`
  ${coverOf(item)} as cover, ${markOf(item)} as mark,
  ${tells ? tallyOf(item, community) : sql`null::jsonb`} as tally`

const toFacet = ({ name, n }: { name: string; n: number }): Facet => ({
  name,
  n: Math.min(n, TAGGED),
  more: n > TAGGED,
})

const own = (id: RawBuilder<unknown>, kind: Kind) => sql`
  from public.content_items as i
  where i.community_id = ${id} and i.kind = ${kind}
    and i.status = 'published' and i.deleted_at is null`

const assigned = (id: RawBuilder<unknown>) => sql`
  exists (
    select from public.content_assignments as given
    where given.item_id = i.id and (given.community_id is null or given.community_id = ${id})
  )`

const given = (id: RawBuilder<unknown>, kind: Kind) => sql`
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
function orderBy(
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

const columnOf = (sort: LibrarySort, table: 'i' | 'x') =>
  sql.ref(`${table}.${sort === 'name' ? 'title' : table === 'i' ? 'published_at' : 'shown_at'}`)

/** The community's own and the platform's, each along its index, put together in their order. */
function allRows(
  id: RawBuilder<unknown>,
  kind: Kind,
  sort: LibrarySort,
  asked: SortedAsked,
  tells: boolean,
) {
  const { by, key, beyond, order } = orderBy(sort, columnOf(sort, 'i'), sql`i.id`, asked)
  const part = (rows: RawBuilder<unknown>) => sql`
    select i.id, i.title, i.summary, ${by} as by, ${key} as key ${rows} and ${beyond}
    order by ${order} limit ${LIBRARY_PAGE + 1}`
  const rises = (sort === 'name') !== asked.back
  return sql<ListedRow>`
    select i.id, i.title, i.summary, ${shownWith(sql`i.id`, id, tells)}, i.key
    from ((${part(own(id, kind))}) union all (${part(given(id, kind))})) as i
    order by i.by ${rises ? sql`asc, i.id asc` : sql`desc, i.id desc`}
    limit ${LIBRARY_PAGE + 1}`
}

/**
 * What is used most: along the community's own tallies, and after them what the platform gave and
 * nobody used.
 */
function mostUsedRows(id: RawBuilder<unknown>, kind: Kind, asked: SortedAsked, tells: boolean) {
  const used = orderBy('used', sql`t.uses`, sql`t.item_id`, asked)
  const unused = orderBy('used', sql`0`, sql`i.id`, asked)
  return sql<ListedRow>`
    select i.id, i.title, i.summary, ${shownWith(sql`i.id`, id, tells)}, i.key
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
function taggedRows(
  id: RawBuilder<unknown>,
  kind: Kind,
  tag: string,
  sort: LibrarySort,
  asked: SortedAsked,
  tells: boolean,
) {
  const { by, key, beyond, order } = orderBy(sort, columnOf(sort, 'x'), sql`x.item_id`, asked)
  const rises = (sort === 'name') !== asked.back
  return sql<ListedRow>`
    select one.id, one.title, one.summary, ${shownWith(sql`one.id`, id, tells)}, one.key
    from (select t.id, t.community_id from ${tagsNamed(id, tag)}) as named
    cross join lateral (
      select i.id, i.title, i.summary, ${by} as by, ${key} as key
      from public.content_tags as x
      join public.content_items as i on i.id = x.item_id
      where x.tag_id = named.id and x.kind = ${kind} and x.shown_at is not null and ${beyond}
        and (named.community_id is not null or ${assigned(id)})
      order by ${order}
      limit ${LIBRARY_PAGE + 1}
    ) as one
    order by one.by ${rises ? sql`asc, one.id asc` : sql`desc, one.id desc`}
    limit ${LIBRARY_PAGE + 1}`
}

interface SearchedRow {
  how: NonNullable<Library['how']> | null
  all: number
  found: number
  ranked: number
  facets: { name: string; n: number }[]
  rows: ListedRow[]
}

/** What fits a text: found once, then filtered, counted and put in order. */
async function searchLibrary(
  db: Database,
  { community, kind, search, tag, sort, asked, facets }: LibraryQuestion,
): Promise<Library> {
  const id = communityIdOf(community)
  const tells = facets && isCounted(kind)
  const column = sort === 'best' ? sql`i.score` : sort === 'used' ? usesOf(id) : columnOf(sort, 'i')
  const { key, beyond, order } = orderBy(sort, column, sql`i.id`, asked)
  const [row] = await db.read(
    sql<{ told: SearchedRow }>`
      with fitting as materialized (
        select f.score, f.how, i.id, i.title, i.summary, i.published_at
        from public.found_items(${id}, ${search}, ${kind}::text, false) as f
        join public.content_items as i on i.id = f.item_id
      ), tagged as materialized (
        select i.* from fitting as i
        where ${tag === null ? sql`true` : hasTag(tag)}
      )
      select jsonb_build_object(
        'how', (select i.how from fitting as i limit 1),
        'all', ${countSome(own(id, kind))} + ${countSome(given(id, kind))},
        'found', (select count(*)::int from tagged),
        'ranked', (select count(*)::int from fitting),
        'facets', coalesce((
          select jsonb_agg(jsonb_build_object('name', u.name, 'n', u.n) order by u.n desc, u.name)
          from (
            select min(t.name) as name, count(*) as n
            from fitting as i
            join public.content_tags as x on x.item_id = i.id
            join public.tags as t on t.id = x.tag_id
            group by lower(t.name)
            order by n desc, name
            limit 24
          ) as u
        ), '[]'),
        'rows', coalesce((
          select jsonb_agg(
            to_jsonb(page) - 'nth' || jsonb_build_object(
              'cover', ${coverOf(sql`page.id`)}, 'mark', ${markOf(sql`page.id`)},
              'tally', ${tells ? tallyOf(sql`page.id`, id) : sql`null::jsonb`}
            )
            order by page.nth
          )
          from (
            select i.id, i.title, i.summary, ${key} as key,
              row_number() over (order by ${order}) as nth
            from tagged as i where ${beyond}
            order by ${order}
            limit ${LIBRARY_PAGE + 1}
          ) as page
        ), '[]')
      ) as told`,
  )
  const told = row?.told
  const page = toSortedPage(told?.rows ?? [], asked, LIBRARY_PAGE)
  const more = (told?.ranked ?? 0) >= RANKED
  return {
    items: { ...page, items: page.items.map(shown) },
    found: { n: told?.found ?? 0, more },
    all: toBounded(told?.all),
    facets: (told?.facets ?? []).map(({ name, n }) => ({ name, n, more })),
    how: told?.how ?? null,
  }
}

const usesOf = (community: RawBuilder<unknown>) => sql`
  coalesce((
    select t.uses from public.content_tallies as t
    where t.community_id = ${community} and t.item_id = i.id
  ), 0)`

const hasTag = (tag: string) => sql`
  exists (
    select from public.content_tags as x
    join public.tags as t on t.id = x.tag_id
    where x.item_id = i.id and lower(t.name) = lower(${tag})
  )`

/**
 * A published agent, as members see it.
 *
 * @throws AppError `agent.not-found` (404) when there is none, or none that is published
 */
export async function findPublishedAgent(
  db: Database,
  community: string,
  id: string | undefined,
): Promise<AgentFace & { id: string }> {
  const [agent] = isUuid(id)
    ? await db.read(
        sql<AgentFace & { id: string }>`
          select i.id, i.title, i.summary, a.greeting, a.starter_questions as "starterQuestions"
          from public.content_items as i
          join public.agents as a on a.id = i.id
          where i.id = ${id}::uuid and ${publishedIn(community)}`,
      )
    : []
  if (!agent) throw new AppError('agent.not-found', 404)
  return agent
}
