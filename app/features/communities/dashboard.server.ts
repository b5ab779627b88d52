import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'

/** How many of each thing a dashboard shows: one screen on a phone. */
const FEW = 3

export interface RecentConversation extends Pick<Row<'conversations'>, 'id' | 'title'> {
  agent: Row<'conversations'>['agent_name']
  /** ISO 8601. */
  at: Row<'conversations'>['last_message_at']
}

export interface Draft extends Pick<Row<'content_items'>, 'id' | 'kind' | 'title'> {
  /** ISO 8601. */
  at: Row<'content_items'>['updated_at']
}

/** My latest conversations in a community, the newest first. */
export function findRecent(
  db: Database,
  actor: Person,
  slug: string | undefined,
): Promise<RecentConversation[]> {
  return db.read(
    sql<RecentConversation>`
      select v.id, v.title, v.agent_name as agent, v.last_message_at as at
      from public.conversations as v
      where v.community_id = ${communityIdOf(slug)}
        and v.owner_id = ${actor.userId}::uuid
        and v.deleted_at is null and v.archived_at is null
      order by v.last_message_at desc, v.id desc
      limit ${FEW}`,
  )
}

/** What lies unpublished, last changed first: for coaches, whom alone the policy shows drafts. */
export function findDrafts(db: Database, slug: string | undefined): Promise<Draft[]> {
  return db.read(
    sql<Draft>`
      select i.id, i.kind, i.title, i.updated_at as at
      from public.content_items as i
      where i.community_id = ${communityIdOf(slug)}
        and i.status = 'draft' and i.deleted_at is null
      order by i.updated_at desc, i.id desc
      limit ${FEW}`,
  )
}

/** Whether the community has any published agent. */
export async function hasAgents(db: Database, slug: string | undefined): Promise<boolean> {
  const [row] = await db.read(
    sql<{ yes: boolean }>`
      select exists (
        select from public.content_items as i
        where i.community_id = ${communityIdOf(slug)}
          and i.kind = 'agent' and i.status = 'published' and i.deleted_at is null
      ) as yes`,
  )
  return row?.yes ?? false
}
