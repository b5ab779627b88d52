import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import type { NewCommunity } from './community.schema'
import { isPlatformAdmin } from './my-communities.server'

/** Communities that one page lists. */
export const COMMUNITIES_PAGE = 50

export interface CommunityInNumbers {
  slug: string
  name: string
  members: number
  coaches: number
  agents: number
  joinPolicy: 'invitation' | 'open'
}

export interface PlatformPage {
  communities: CommunityInNumbers[]
  /** Communities altogether. */
  total: number
  /** The key of the next page, if there is one. */
  after: string | null
}

/**
 * Every community with its counts, by address.
 *
 * @param after the last address of the page before
 * @throws AppError `not-allowed` (403) for anybody but a super admin
 */
export async function findPlatform(
  db: Database,
  actor: Person,
  after: string,
): Promise<PlatformPage> {
  const [admin, rows, [counted]] = await Promise.all([
    isPlatformAdmin(db, actor),
    db.read(
      sql<CommunityInNumbers>`
        with page as (
          select id, slug, name, join_policy from public.communities
          where deleted_at is null and slug > ${after}
          order by slug
          limit ${COMMUNITIES_PAGE + 1}
        )
        select page.slug, page.name, page.join_policy as "joinPolicy",
          people.members, people.coaches, content.agents
        from page
        cross join lateral (
          select count(*)::int as members,
            (count(*) filter (where m.role = 'community_admin'))::int as coaches
          from public.memberships as m where m.community_id = page.id
        ) as people
        cross join lateral (
          select count(*)::int as agents
          from public.content_items as i
          where i.community_id = page.id and i.kind = 'agent' and i.deleted_at is null
        ) as content
        order by page.slug`,
    ),
    db.read(
      sql<{ total: number }>`
        select count(*)::int as total from public.communities where deleted_at is null`,
    ),
  ])
  if (!admin) throw new AppError('not-allowed', 403)
  const communities = rows.slice(0, COMMUNITIES_PAGE)
  const more = rows.length > COMMUNITIES_PAGE
  return {
    communities,
    total: counted?.total ?? 0,
    after: more ? (communities.at(-1)?.slug ?? null) : null,
  }
}

/**
 * Founds a community and names its first coach, who is in now or when the address is confirmed.
 *
 * @throws AppError `conflict` (409) when the address is taken, `not-allowed` (403) for others
 */
export async function foundCommunity(
  db: Database,
  { name, slug, coach }: NewCommunity,
): Promise<void> {
  await Promise.all([
    db.write(sql`insert into public.communities (slug, name) values (${slug}, ${name})`),
    db.write(
      sql`
        select public.add_member(
          (select id from public.communities where slug = ${slug} and deleted_at is null),
          ${coach}, 'community_admin')`,
    ),
  ])
}
