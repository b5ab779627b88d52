import { type RawBuilder, sql } from 'kysely'
import { type Bounded, countSome, toBounded } from '~/data/bounded-count'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import type { Kind } from '../kinds'
import {
  isCounted,
  type LibrarySort,
  type SortedAsked,
  type SortedPage,
  toSortedPage,
} from './library-order'
import {
  allRows,
  columnOf,
  coverOf,
  given,
  LIBRARY_PAGE,
  type LibraryItem,
  type ListedRow,
  mostUsedRows,
  orderBy,
  own,
  taggedRows,
} from './listed-rows.server'
import type { Mine } from './mine'
import { isMine, MOST_OF_MINE, mineOf, standsOf } from './mine.server'
import { tallyOf } from './tally.server'

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
  /** Items that fit the search, the tag and what the person did, on all pages. */
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
  /** Null: whatever the person did with it. */
  mine: Mine | null
  sort: LibrarySort
  asked: SortedAsked
  /** Whether the tags of what is there are counted, and told how often each was used. */
  facets: boolean
}

/** The first page of a kind, as it is offered elsewhere. */
export const offer = (community: string, kind: Kind, search = ''): LibraryQuestion => ({
  ...{ community, kind, search, tag: null, mine: null, facets: false },
  sort: search ? 'best' : 'newest',
  asked: { back: false, from: null },
})

/** The published items of a kind: the community's own, and what the platform gave to it. */
export function findLibrary(db: Database, question: LibraryQuestion): Promise<Library> {
  const isLong = question.mine === null || question.mine === 'not-begun'
  return question.search || !isLong ? searchLibrary(db, question) : listLibrary(db, question)
}

/** All of a kind but what the person has begun, if that is asked, along the indexes of all. */
async function listLibrary(
  db: Database,
  { community, kind, tag, mine, sort, asked, facets: counted }: LibraryQuestion,
): Promise<Library> {
  const id = communityIdOf(community)
  const tells = counted && isCounted(kind)
  const [rows, counts, facets, begun] = await Promise.all([
    db.read(
      tag !== null
        ? taggedRows(id, kind, tag, sort, asked, mine, tells)
        : sort === 'used'
          ? mostUsedRows(id, kind, asked, tells)
          : allRows(id, kind, sort, asked, mine, tells),
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
    mine ? db.read(begunOf(community, kind, mine)) : [],
  ])
  const page = toSortedPage(rows, asked, LIBRARY_PAGE)
  const all = toBounded(counts[0]?.all)
  const done = new Map(begun.map(({ name, n }) => [name, n]))
  const tags = facets.map((facet) => less(toFacet(facet), done.get(facet.name.toLowerCase())))
  const tagged = tags.find(({ name }) => name.toLowerCase() === tag?.toLowerCase())
  return {
    items: { ...page, items: page.items.map(shown) },
    found:
      tag === null
        ? less(all, done.get(''))
        : (tagged ?? { n: page.items.length, more: page.older !== null }),
    all,
    facets: tags.filter(({ n, more }) => n > 0 || more),
    how: null,
  }
}

const shown = ({ key: _, stands, ...item }: ListedRow): LibraryItem => ({ ...item, ...stands })

/** How many of each tag, by its name in small letters, a person has begun; of all as ''. */
const begunOf = (community: string, kind: Kind, mine: Mine) => sql<{ name: string; n: number }>`
  with begun as materialized (select i.id ${mineOf(mine, community, kind)})
  select lower(t.name) as name, count(*)::int as n
  from begun
  join public.content_tags as x on x.item_id = begun.id
  join public.tags as t on t.id = x.tag_id
  group by lower(t.name)
  union all
  select '', count(*)::int from begun`

/** A count without those that are left out; of more than were counted it is the least. */
const less = <T extends Bounded>(counted: T, out = 0): T => ({
  ...counted,
  n: Math.max(0, counted.n - out),
})

const toFacet = ({ name, n }: { name: string; n: number }): Facet => ({
  name,
  n: Math.min(n, TAGGED),
  more: n > TAGGED,
})

interface SearchedRow {
  how: NonNullable<Library['how']> | null
  all: number
  found: number
  ranked: number
  facets: { name: string; n: number }[]
  rows: ListedRow[]
}

/**
 * What fits a text, or what is the person's own: found once, then filtered, counted and put in
 * order.
 */
async function searchLibrary(
  db: Database,
  { community, kind, search, tag, mine, sort, asked, facets }: LibraryQuestion,
): Promise<Library> {
  const id = communityIdOf(community)
  const tells = facets && isCounted(kind)
  const column = sort === 'best' ? sql`i.score` : sort === 'used' ? usesOf(id) : columnOf(sort, 'i')
  const { key, beyond, order } = orderBy(sort, column, sql`i.id`, asked)
  const [row] = await db.read(
    sql<{ told: SearchedRow }>`
      with ranked as materialized (
        ${
          mine && !search
            ? sql`
              select 0::real as score, null::text as how, i.id, i.title, i.summary, i.published_at
              ${mineOf(mine, community, kind)}`
            : sql`
              select f.score, f.how, i.id, i.title, i.summary, i.published_at
              from public.found_items(${id}, ${search}, ${kind}::text, false) as f
              join public.content_items as i on i.id = f.item_id`
        }
      ), fitting as not materialized (
        select i.* from ranked as i where ${search ? isMine(mine) : sql`true`}
      ), tagged as materialized (
        select i.* from fitting as i
        where ${tag === null ? sql`true` : hasTag(tag)}
      )
      select jsonb_build_object(
        'how', (select i.how from ranked as i limit 1),
        'all', ${countSome(own(id, kind))} + ${countSome(given(id, kind))},
        'found', (select count(*)::int from tagged),
        'ranked', (select count(*)::int from ranked),
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
              'cover', ${coverOf(sql`page.id`)}, 'stands', ${standsOf(sql`page.id`, kind)},
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
  const more = (told?.ranked ?? 0) >= (search ? RANKED : MOST_OF_MINE)
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
