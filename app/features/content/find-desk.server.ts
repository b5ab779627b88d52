import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { AppError } from '~/platform/errors'
import { type AgentStatus, type CoachedAgent, lengthOf, styleOf } from './agent'
import type { DeskFilter } from './desk-filter'
import { type Asked, isId, type Page, toPage } from './paging'
import { holdsWords } from './search-words.server'

/** Agents on a page of the coach's list. */
export const DESK_PAGE = 25

export interface DeskAgent {
  id: string
  title: string
  summary: string
  status: AgentStatus
  /** Who made it; null when the account is gone. */
  owner: string | null
  changedAt: string
  deletedAt: string | null
}

export interface Desk {
  agents: Page<DeskAgent>
  /** Agents that fit the search, by filter. */
  counts: Record<DeskFilter, number>
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
  { community, filter, search, asked: { towards, from }, asked }: DeskQuestion,
): Promise<Desk> {
  const fitting = sql`
    from public.content_items as i
    join public.communities as c on c.id = i.community_id
    left join public.profiles as p on p.id = i.owner_id
    where c.slug = ${community} and c.deleted_at is null and i.kind = 'agent'
      and ${holdsWords(sql<string>`i.title || ' ' || i.summary`, search)}`
  const beyond =
    from === null
      ? sql`true`
      : sql`(i.updated_at, i.id) ${towards === 'older' ? sql`<` : sql`>`}
          (${from.at}::timestamp at time zone 'UTC', ${from.id}::uuid)`
  const order = towards === 'older' ? sql`desc` : sql`asc`
  const [rows, counts] = await Promise.all([
    db.read(
      sql<DeskAgent & { at: string }>`
        select i.id, i.title, i.summary, i.status, p.display_name as owner,
          i.updated_at as "changedAt", i.deleted_at as "deletedAt",
          to_char(i.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at
        ${fitting} and ${filters[filter]} and ${beyond}
        order by i.updated_at ${order}, i.id ${order}
        limit ${DESK_PAGE + 1}`,
    ),
    db.read(
      sql<Record<DeskFilter, number>>`
        select count(*) filter (where ${filters.all}) as all,
          count(*) filter (where ${filters.published}) as published,
          count(*) filter (where ${filters.draft}) as draft,
          count(*) filter (where ${filters.deleted}) as deleted
        ${fitting}`,
    ),
  ])
  const page = toPage(rows, asked, DESK_PAGE)
  return {
    agents: { ...page, items: page.items.map(({ at: _, ...agent }) => agent) },
    counts: counts[0] ?? { all: 0, published: 0, draft: 0, deleted: 0 },
  }
}

type AgentRow = Omit<CoachedAgent, 'style' | 'length'> & {
  temperature: number
  maxOutputTokens: number
}

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
  const [row] = isId(id)
    ? await db.read(
        sql<AgentRow>`
          select i.id, i.title, i.summary, i.status, i.version, i.updated_at as "changedAt",
            i.deleted_at as "deletedAt", a.greeting, a.starter_questions as "starterQuestions",
            s.instructions, s.temperature, s.max_output_tokens as "maxOutputTokens"
          from public.content_items as i
          join public.communities as c on c.id = i.community_id
          join public.agents as a on a.id = i.id
          join public.agent_instructions as s on s.agent_id = i.id
          where c.slug = ${community} and c.deleted_at is null and i.id = ${id}::uuid`,
      )
    : []
  if (!row) throw new AppError('agent.not-found', 404)
  const { temperature, maxOutputTokens, ...agent } = row
  return { ...agent, style: styleOf(temperature), length: lengthOf(maxOutputTokens) }
}
