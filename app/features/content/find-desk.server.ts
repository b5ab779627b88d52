import { type RawBuilder, sql } from 'kysely'
import { type Bounded, COUNTED, SEARCHED } from '~/data/bounded-count'
import type { Database } from '~/data/database.server'
import { keyset } from '~/data/keyset'
import { type Asked, type Page, toPage } from '~/data/paging'
import { type Row, tables } from '~/data/tables'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { type CoachedAgent, lengthOf, styleOf } from './agent'
import type { DeskFilter } from './desk-filter'
import { holdsWords } from './search-words.server'

/** Agents on a page of the coach's list. */
export const DESK_PAGE = 25

export interface DeskAgent
  extends Pick<Row<'content_items'>, 'id' | 'title' | 'summary' | 'status'> {
  /** Who made it; null when the account is gone. */
  owner: Row<'profiles'>['display_name'] | null
  changedAt: Row<'content_items'>['updated_at']
  deletedAt: Row<'content_items'>['deleted_at']
}

export interface Desk {
  agents: Page<DeskAgent>
  /** Agents that fit the search, by filter, as far as they were counted. */
  counts: Record<DeskFilter, Bounded>
}

interface DeskQuestion {
  community: string
  filter: DeskFilter
  search: string
  asked: Asked
}

const filters = {
  all: sql`i.deleted_at is null`,
  published: sql`i.deleted_at is null and i.status = 'published'`,
  draft: sql`i.deleted_at is null and i.status = 'draft'`,
  deleted: sql`i.deleted_at is not null`,
}

/** All agents of a community, last changed first. Callers check that a coach asks. */
export async function findDesk(
  db: Database,
  { community, filter, search, asked }: DeskQuestion,
): Promise<Desk> {
  const ofCommunity = sql`
    i.community_id = (
      select id from public.communities where slug = ${community} and deleted_at is null
    ) and i.kind = 'agent'`
  const fitting = holdsWords(sql<string>`i.title || ' ' || i.summary`, search)
  const keys = keyset(sql`i.updated_at`, sql`i.id`, asked)
  const [rows, counts] = await Promise.all([
    db.read(
      sql<DeskAgent & { at: string }>`
        select i.id, i.title, i.summary, i.status, p.display_name as owner,
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
          ${counted('draft')} as draft, ${counted('deleted')} as deleted
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
    agents: { ...page, items: page.items.map(({ at: _, ...agent }) => agent) },
    counts: {
      all: countOf('all'),
      published: countOf('published'),
      draft: countOf('draft'),
      deleted: countOf('deleted'),
    },
  }
}

const counted = (filter: DeskFilter) =>
  sql`(count(*) filter (where i.fits and ${filters[filter]}))::int`

/**
 * The agents that are counted: so many at most, so that it costs the same in a community of any size.
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

/**
 * An agent with all that its coach decides, deleted ones included. Callers check that a coach asks:
 * nobody else is shown the instructions, and so finds nothing.
 *
 * @throws AppError `agent.not-found` (404)
 */
export async function findCoachedAgent(
  db: Database,
  community: string,
  id: string | undefined,
): Promise<CoachedAgent> {
  const [row] = isUuid(id)
    ? await db.read(
        tables
          .selectFrom('content_items as i')
          .innerJoin('communities as c', 'c.id', 'i.community_id')
          .innerJoin('agents as a', 'a.id', 'i.id')
          .innerJoin('agent_instructions as s', 's.agent_id', 'i.id')
          .select(['i.id', 'i.title', 'i.summary', 'i.status', 'i.version'])
          .select(['i.updated_at as changedAt', 'i.deleted_at as deletedAt'])
          .select(['a.greeting', 'a.starter_questions as starterQuestions'])
          .select(['s.instructions', 's.temperature', 's.max_output_tokens as maxOutputTokens'])
          .where('c.slug', '=', community)
          .where('c.deleted_at', 'is', null)
          .where('i.id', '=', id),
      )
    : []
  if (!row) throw new AppError('agent.not-found', 404)
  const { temperature, maxOutputTokens, ...agent } = row
  return { ...agent, style: styleOf(temperature), length: lengthOf(maxOutputTokens) }
}
