import { type RawBuilder, sql } from 'kysely'
import { type Bounded, COUNTED, SEARCHED } from '~/data/bounded-count'
import type { Database } from '~/data/database.server'
import { keyset } from '~/data/keyset'
import { type Asked, type Page, toPage } from '~/data/paging'
import type { Row } from '~/data/tables'
import type { DeskFilter } from './desk-filter'
import type { Kind } from './kinds'
import { holdsWords } from './search-words.server'

/** Items on a page of the coach's list. */
export const DESK_PAGE = 25

export interface DeskItem
  extends Pick<Row<'content_items'>, 'id' | 'kind' | 'title' | 'summary' | 'status'> {
  /** Who made it; null when the account is gone. */
  owner: Row<'profiles'>['display_name'] | null
  changedAt: Row<'content_items'>['updated_at']
  deletedAt: Row<'content_items'>['deleted_at']
}

export interface Desk {
  items: Page<DeskItem>
  /** Items that fit the search, by filter, as far as they were counted. */
  counts: Record<DeskFilter, Bounded>
}

interface DeskQuestion {
  community: string
  /** Null: every kind. */
  kind: Kind | null
  filter: DeskFilter
  search: string
  asked: Asked
}

const filters = {
  all: sql`i.deleted_at is null`,
  published: sql`i.deleted_at is null and i.status = 'published'`,
  draft: sql`i.deleted_at is null and i.status = 'draft'`,
  in_review: sql`i.deleted_at is null and i.status = 'in_review'`,
  archived: sql`i.deleted_at is null and i.status = 'archived'`,
  deleted: sql`i.deleted_at is not null`,
}

/** What waits for somebody's review, the longest waiting first. */
export interface Waiting {
  items: Omit<DeskItem, 'status' | 'deletedAt'>[]
  /** Whether there are more than these. */
  more: boolean
}

/** Items on top of the list over all kinds: one screen. */
const WAITING = 10

/** What waits for a review in a community. Callers check that a coach asks. */
export async function findWaiting(db: Database, community: string): Promise<Waiting> {
  const items = await db.read(
    sql<Waiting['items'][number]>`
      select i.id, i.kind, i.title, i.summary, p.display_name as owner, i.updated_at as "changedAt"
      from public.content_items as i
      left join public.profiles as p on p.id = i.owner_id
      where i.community_id = (
          select id from public.communities where slug = ${community} and deleted_at is null
        )
        and i.status = 'in_review' and i.deleted_at is null
      order by i.updated_at, i.id
      limit ${WAITING + 1}`,
  )
  return { items: items.slice(0, WAITING), more: items.length > WAITING }
}

/** All items of a community, last changed first. Callers check that a coach asks. */
export async function findDesk(
  db: Database,
  { community, kind, filter, search, asked }: DeskQuestion,
): Promise<Desk> {
  const ofCommunity = sql`
    i.community_id = (
      select id from public.communities where slug = ${community} and deleted_at is null
    ) and ${kind === null ? sql`true` : sql`i.kind = ${kind}`}`
  const fitting = holdsWords(sql<string>`i.title || ' ' || i.summary`, search)
  const keys = keyset(sql`i.updated_at`, sql`i.id`, asked)
  const [rows, counts] = await Promise.all([
    db.read(
      sql<DeskItem & { at: string }>`
        select i.id, i.kind, i.title, i.summary, i.status, p.display_name as owner,
          i.updated_at as "changedAt", i.deleted_at as "deletedAt",
          ${keys.stamp} as at
        from public.content_items as i
        left join public.profiles as p on p.id = i.owner_id
        where ${ofCommunity} and ${fitting} and ${filters[filter]} and ${keys.beyond}
        order by ${keys.order}
        limit ${DESK_PAGE + 1}`,
    ),
    db.read(
      sql<Record<DeskFilter | 'read', number>>`
        select count(*)::int as read,
          ${counted('all')} as all, ${counted('published')} as published,
          ${counted('draft')} as draft, ${counted('in_review')} as in_review,
          ${counted('archived')} as archived, ${counted('deleted')} as deleted
        from (${goneThrough(ofCommunity, search === '' ? null : fitting)}) as i`,
    ),
  ])
  const page = toPage(rows, asked, DESK_PAGE)
  const most = search === '' ? COUNTED : SEARCHED
  const more = (counts[0]?.read ?? 0) > most
  const countOf = (each: DeskFilter): Bounded => {
    const shown = each === filter ? page.items.length : 0
    return { n: Math.max(shown, Math.min(counts[0]?.[each] ?? 0, most)), more }
  }
  return {
    items: { ...page, items: page.items.map(({ at: _, ...item }) => item) },
    counts: {
      all: countOf('all'),
      published: countOf('published'),
      draft: countOf('draft'),
      in_review: countOf('in_review'),
      archived: countOf('archived'),
      deleted: countOf('deleted'),
    },
  }
}

const counted = (filter: DeskFilter) =>
  sql`(count(*) filter (where i.fits and ${filters[filter]}))::int`

/**
 * The items that are counted: so many at most, so that it costs the same in a community of any size.
 *
 * @param fitting what they are searched for; null: nothing, and an index alone has the answer
 */
const goneThrough = (ofCommunity: RawBuilder<unknown>, fitting: RawBuilder<boolean> | null) =>
  fitting
    ? sql`
        select i.status, i.deleted_at, ${fitting} as fits
        from public.content_items as i where ${ofCommunity}
        order by i.updated_at desc, i.id desc
        limit ${SEARCHED + 1}`
    : sql`
        select i.status, i.deleted_at, true as fits
        from public.content_items as i where ${ofCommunity}
        limit ${COUNTED + 1}`
