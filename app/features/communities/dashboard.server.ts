import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Person } from '~/platform/auth/actor'

/** How many of each thing a dashboard shows: one screen on a phone. */
const FEW = 3

export interface RecentConversation {
  id: string
  title: string
  agent: string
  /** ISO 8601. */
  at: string
}

export interface NewAgent {
  id: string
  title: string
  summary: string
}

export interface Draft {
  id: string
  title: string
  /** ISO 8601. */
  at: string
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
      join public.communities as c on c.id = v.community_id
      where c.slug = ${slug ?? ''} and c.deleted_at is null
        and v.owner_id = ${actor.userId}::uuid and v.deleted_at is null
      order by v.last_message_at desc, v.id desc
      limit ${FEW}`,
  )
}

/** Published agents that I never talked with, the newest first. */
export function findNewAgents(
  db: Database,
  actor: Person,
  slug: string | undefined,
): Promise<NewAgent[]> {
  return db.read(
    sql<NewAgent>`
      select i.id, i.title, i.summary
      from public.content_items as i
      join public.communities as c on c.id = i.community_id
      where c.slug = ${slug ?? ''} and c.deleted_at is null
        and i.kind = 'agent' and i.status = 'published' and i.deleted_at is null
        and not exists (
          select from public.conversations as v
          where v.agent_id = i.id and v.owner_id = ${actor.userId}::uuid
        )
      order by i.published_at desc, i.id desc
      limit ${FEW}`,
  )
}

/** What lies unpublished, last changed first: for coaches, whom alone the policy shows drafts. */
export function findDrafts(db: Database, slug: string | undefined): Promise<Draft[]> {
  return db.read(
    sql<Draft>`
      select i.id, i.title, i.updated_at as at
      from public.content_items as i
      join public.communities as c on c.id = i.community_id
      where c.slug = ${slug ?? ''} and c.deleted_at is null
        and i.kind = 'agent' and i.status = 'draft' and i.deleted_at is null
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
        join public.communities as c on c.id = i.community_id
        where c.slug = ${slug ?? ''} and c.deleted_at is null
          and i.kind = 'agent' and i.status = 'published' and i.deleted_at is null
      ) as yes`,
  )
  return row?.yes ?? false
}
