import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { AppError } from '~/platform/errors'
import type { AgentFace } from './agent'
import { type Asked, isId, type Page, toPage } from './paging'
import { holdsWords } from './search-words.server'

/** Agents on a page of the library. */
export const LIBRARY_PAGE = 20

export interface LibraryAgent {
  id: string
  title: string
  summary: string
}

export interface Library {
  agents: Page<LibraryAgent>
  /** Agents that fit the search, on all pages. */
  found: number
  /** Published agents of the community. */
  all: number
}

interface LibraryQuestion {
  community: string
  search: string
  asked: Asked
}

const title = sql<string>`i.title || ' ' || i.summary`

/** The published agents of a community, newest first. */
export async function findLibrary(
  db: Database,
  { community, search, asked: { towards, from }, asked }: LibraryQuestion,
): Promise<Library> {
  const published = sql`
    from public.content_items as i
    join public.communities as c on c.id = i.community_id
    where c.slug = ${community} and c.deleted_at is null
      and i.kind = 'agent' and i.status = 'published' and i.deleted_at is null`
  const beyond =
    from === null
      ? sql`true`
      : sql`(i.published_at, i.id) ${towards === 'older' ? sql`<` : sql`>`}
          (${from.at}::timestamp at time zone 'UTC', ${from.id}::uuid)`
  const order = towards === 'older' ? sql`desc` : sql`asc`
  const [rows, counts] = await Promise.all([
    db.read(
      sql<LibraryAgent & { at: string }>`
        select i.id, i.title, i.summary,
          to_char(i.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at
        ${published} and ${holdsWords(title, search)} and ${beyond}
        order by i.published_at ${order}, i.id ${order}
        limit ${LIBRARY_PAGE + 1}`,
    ),
    db.read(
      sql<{ found: number; all: number }>`
        select count(*) filter (where ${holdsWords(title, search)}) as found, count(*) as all
        ${published}`,
    ),
  ])
  const page = toPage(rows, asked, LIBRARY_PAGE)
  return {
    agents: { ...page, items: page.items.map(({ at: _, ...agent }) => agent) },
    found: counts[0]?.found ?? 0,
    all: counts[0]?.all ?? 0,
  }
}

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
  const [agent] = isId(id)
    ? await db.read(
        sql<AgentFace & { id: string }>`
          select i.id, i.title, i.summary, a.greeting, a.starter_questions as "starterQuestions"
          from public.content_items as i
          join public.communities as c on c.id = i.community_id
          join public.agents as a on a.id = i.id
          where c.slug = ${community} and c.deleted_at is null
            and i.id = ${id}::uuid and i.status = 'published' and i.deleted_at is null`,
      )
    : []
  if (!agent) throw new AppError('agent.not-found', 404)
  return agent
}
