import { sql } from 'kysely'
import { type Bounded, countSome, toBounded } from '~/data/bounded-count'
import type { Database } from '~/data/database.server'
import { type Row, tables } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import type { NewCommunity } from './community.schema'
import { isPlatformAdmin } from './my-communities.server'

/** Communities that one page lists. */
export const COMMUNITIES_PAGE = 25

export interface CommunityInNumbers extends Pick<Row<'communities'>, 'slug' | 'name'> {
  members: Bounded
  coaches: Bounded
  agents: Bounded
  joinPolicy: Row<'communities'>['join_policy']
}

type Counted = Omit<CommunityInNumbers, 'members' | 'coaches' | 'agents'> &
  Record<'members' | 'coaches' | 'agents' | 'total', number>

export interface PlatformPage {
  communities: CommunityInNumbers[]
  /** Communities altogether. */
  total: Bounded
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
  const [admin, rows] = await Promise.all([
    isPlatformAdmin(db, actor),
    db.read(
      // A row without a community where the page has none: the total is known all the same.
      sql<Counted | { slug: null; total: number }>`
        with page as (
          select id, slug, name, join_policy from public.communities
          where deleted_at is null and slug > ${after}
          order by slug
          limit ${COMMUNITIES_PAGE + 1}
        ), counted as (
          select ${countSome(sql`from public.communities where deleted_at is null`)} as total
        )
        select counted.total, page.slug, page.name, page.join_policy as "joinPolicy",
          ${countSome(sql`from public.memberships as m where m.community_id = page.id`)} as members,
          ${countSome(
            sql`
              from public.memberships as m
              where m.community_id = page.id and m.role = 'community_admin'`,
          )} as coaches,
          ${countSome(
            sql`
              from public.content_items as i
              where i.community_id = page.id and i.kind = 'agent' and i.deleted_at is null`,
          )} as agents
        from counted
        left join page on true
        order by page.slug`,
    ),
  ])
  if (!admin) throw new AppError('not-allowed', 403)
  const found = rows.filter((row): row is Counted => row.slug !== null)
  const communities = found.slice(0, COMMUNITIES_PAGE).map(({ total: _, ...row }) => ({
    ...row,
    members: toBounded(row.members),
    coaches: toBounded(row.coaches),
    agents: toBounded(row.agents),
  }))
  const more = found.length > COMMUNITIES_PAGE
  return {
    communities,
    total: toBounded(rows[0]?.total),
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
    db.write(tables.insertInto('communities').values({ slug, name })),
    db.write(
      sql`
        select public.add_member(
          (select id from public.communities where slug = ${slug} and deleted_at is null),
          ${coach}, 'community_admin')`,
    ),
  ])
}
