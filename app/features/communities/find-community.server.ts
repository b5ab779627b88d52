import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'

export type Role = Row<'memberships'>['role']
export type ConversationReaders = Row<'communities'>['conversation_readers']

/** A community as one person stands in it. */
export interface Community
  extends Pick<Row<'communities'>, 'id' | 'slug' | 'name' | 'description'> {
  /** Null for a super admin who is no member. */
  role: Role | null
  isPlatformAdmin: boolean
  /** Who may read the conversations that begin from now on. */
  conversationReaders: ConversationReaders
  /** Days after its last message at which a conversation is erased; null for never. */
  retentionDays: number | null
}

const SLUG = /^[a-z0-9-]{1,48}$/

/**
 * The community that an address names, for somebody who belongs there.
 *
 * @throws AppError `not-found` (404) when there is none, or when the person is neither a member nor
 *   a super admin: whether a community exists is nobody else's business.
 */
export async function findCommunity(
  db: Database,
  actor: Person,
  slug: string | undefined,
): Promise<Community> {
  // What no community can be called is asked of nobody; Postgres refuses a null byte anyway.
  if (!slug || !SLUG.test(slug)) throw new AppError('not-found', 404)
  const [community] = await db.read(
    sql<Community>`
      select c.id, c.slug, c.name, c.description, m.role,
        admin.yes as "isPlatformAdmin", c.conversation_readers as "conversationReaders",
        c.conversation_retention_days as "retentionDays"
      from public.communities as c
      cross join lateral (
        select exists (
          select from public.platform_admins where user_id = ${actor.userId}::uuid
        ) as yes
      ) as admin
      left join public.memberships as m
        on m.community_id = c.id and m.user_id = ${actor.userId}::uuid
      where c.slug = ${slug} and c.deleted_at is null
        and (m.user_id is not null or admin.yes)`,
  )
  if (!community) throw new AppError('not-found', 404)
  return community
}

/** Whether a person may run the community: its coaches, and super admins. */
export function isCoach({ role, isPlatformAdmin }: Community): boolean {
  return role === 'community_admin' || isPlatformAdmin
}

/** @throws AppError `not-allowed` (403) unless the person may run the community. */
export function requireCoach(community: Community): void {
  if (!isCoach(community)) throw new AppError('not-allowed', 403)
}
