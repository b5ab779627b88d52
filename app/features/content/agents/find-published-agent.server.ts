import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { publishedIn } from '../library/published-in.server'
import type { AgentFace } from './agent'

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
