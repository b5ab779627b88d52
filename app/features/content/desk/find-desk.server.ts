import { type RawBuilder, sql } from 'kysely'
import { type Bounded, COUNTED } from '~/data/bounded-count'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import { keyset } from '~/data/keyset'
import { type Asked, type Page, toPage } from '~/data/paging'
import type { Row } from '~/data/tables'
import type { Kind } from '../kinds'
import { RANKED } from '../library/find-library.server'
import { DESK_FILTERS, type DeskFilter } from './desk-filter'

/** Items on a page of the coach's list. */
export const DESK_PAGE = 25

export interface DeskItem
  extends Pick<Row<'content_items'>, 'id' | 'kind' | 'title' | 'summary' | 'status' | 'version'> {
  /** Who made it; null when the account is gone. */
  owner: Row<'profiles'>['display_name'] | null
  changedAt: Row<'content_items'>['updated_at']
  deletedAt: Row<'content_items'>['deleted_at']
  /** When a deleted one goes for good, ISO. */
  goneAt: Row<'content_items'>['deleted_at']
  /** When it is published by itself, ISO. */
  publishAt: Row<'content_items'>['publish_at']
  timeZone: Row<'communities'>['time_zone']
  /** Whether only chosen groups and people may use it. */
  limited: boolean
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
  items: Omit<DeskItem, 'status' | 'version' | 'deletedAt' | 'goneAt'>[]
  /** Whether there are more than these. */
  more: boolean
}

/** Items on top of the list over all kinds: one screen. */
const WAITING = 10

/** What waits for a review in a community. Callers check that a coach asks. */
export async function findWaiting(db: Database, community: string): Promise<Waiting> {
  const items = await db.read(
    sql<Waiting['items'][number]>`
      select i.id, i.kind, i.title, i.summary, p.display_name as owner,
        i.updated_at as "changedAt", i.publish_at as "publishAt", c.time_zone as "timeZone",
        i.audience is not null as limited
      from public.content_items as i
      join public.communities as c on c.id = i.community_id
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
export async function findDesk(db: Database, question: DeskQuestion): Promise<Desk> {
  const { filter, asked } = question
  const { rows, counts, most, more } = await (question.search === '' ? list : search)(db, question)
  const page = toPage(rows, asked, DESK_PAGE)
  const countOf = (each: DeskFilter): Bounded => {
    const shown = each === filter ? page.items.length : 0
    return { n: Math.max(shown, Math.min(counts[each], most)), more }
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

type DeskRow = DeskItem & { at: string }
type Counts = Record<DeskFilter | 'read', number>

interface Read {
  rows: DeskRow[]
  counts: Counts
  /** How far they were counted, and whether there may be more. */
  most: number
  more: boolean
}

const nothing = Object.fromEntries(['read', ...DESK_FILTERS].map((each) => [each, 0])) as Counts

const columns = (stamp: RawBuilder<string>) => sql`
  i.id, i.kind, i.title, i.summary, i.status, i.version, p.display_name as owner,
  i.updated_at as "changedAt", i.deleted_at as "deletedAt", i.publish_at as "publishAt",
  i.deleted_at + make_interval(days => private.trash_days()) as "goneAt",
  (select c.time_zone from public.communities as c where c.id = i.community_id) as "timeZone",
  i.audience is not null as limited, ${stamp} as at`

/** Everything, along an index in its order. */
async function list(db: Database, { community, kind, filter, asked }: DeskQuestion): Promise<Read> {
  const ofCommunity = sql`
    i.community_id = ${communityIdOf(community)}
    and ${kind === null ? sql`true` : sql`i.kind = ${kind}`}`
  const keys = keyset(sql`i.updated_at`, sql`i.id`, asked)
  const [rows, counts] = await Promise.all([
    db.read(
      sql<DeskRow>`
        select ${columns(keys.stamp)}
        from public.content_items as i
        left join public.profiles as p on p.id = i.owner_id
        where ${ofCommunity} and ${filters[filter]} and ${keys.beyond}
        order by ${keys.order}
        limit ${DESK_PAGE + 1}`,
    ),
    // So many at most, so that it costs the same in a community of any size.
    db.read(
      sql<Counts>`
        select ${counted}
        from (
          select i.status, i.deleted_at from public.content_items as i where ${ofCommunity}
          limit ${COUNTED + 1}
        ) as i`,
    ),
  ])
  const [read = nothing] = counts
  return { rows, counts: read, most: COUNTED, more: read.read > COUNTED }
}

/** What fits a text: found once, then counted by its state and put in order. */
async function search(
  db: Database,
  { community, kind, filter, search: text, asked }: DeskQuestion,
): Promise<Read> {
  const keys = keyset(sql`i.updated_at`, sql`i.id`, asked)
  const [row] = await db.read(
    sql<{ told: { counts: Counts; rows: DeskRow[] } }>`
      with fitting as materialized (
        select i.*
        from public.found_items(${communityIdOf(community)}, ${text}, ${kind}::text, true) as f
        join public.content_items as i on i.id = f.item_id
      )
      select jsonb_build_object(
        'counts', (select to_jsonb(c) from (select ${counted} from fitting as i) as c),
        'rows', coalesce((
          select jsonb_agg(to_jsonb(page) - 'nth' order by page.nth)
          from (
            select ${columns(keys.stamp)}, row_number() over (order by ${keys.order}) as nth
            from fitting as i
            left join public.profiles as p on p.id = i.owner_id
            where ${filters[filter]} and ${keys.beyond}
            order by ${keys.order}
            limit ${DESK_PAGE + 1}
          ) as page
        ), '[]')
      ) as told`,
  )
  const { rows, counts } = row?.told ?? { rows: [], counts: nothing }
  return { rows, counts, most: RANKED, more: counts.read >= RANKED }
}

const countOf = (filter: DeskFilter) => sql`(count(*) filter (where ${filters[filter]}))::int`

const counted = sql`
  count(*)::int as read,
  ${countOf('all')} as all, ${countOf('published')} as published, ${countOf('draft')} as draft,
  ${countOf('in_review')} as in_review, ${countOf('archived')} as archived,
  ${countOf('deleted')} as deleted`
