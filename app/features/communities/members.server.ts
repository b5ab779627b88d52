import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import { type Row, tables } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'
import { isUuid } from '~/platform/uuid'
import { asCoach } from './as-coach.server'
import type { Role } from './find-community.server'

/** Members that one page lists. */
export const MEMBERS_PAGE = 50
/** Requests and awaited addresses that a page shows at most; the oldest first. */
const WAITING = 100

export interface Member {
  userId: Row<'memberships'>['user_id']
  name: string
  role: Role
  /** ISO 8601. */
  since: Row<'memberships'>['created_at']
}

export interface MembersPage {
  members: Member[]
  /** The key of the next page, if there is one. */
  after: string | null
}

/**
 * The members of a community, by name.
 *
 * @param after the id of the last member of the page before; null for the first page
 */
export async function listMembers(
  db: Database,
  slug: string | undefined,
  after: string | null,
): Promise<MembersPage> {
  const beyond =
    after !== null && isUuid(after)
      ? sql`(m.display_name, m.user_id) > (
          select last.display_name, last.user_id
          from public.memberships as last
          join public.communities as c on c.id = last.community_id
          where c.slug = ${slug ?? ''} and c.deleted_at is null and last.user_id = ${after}::uuid
        )`
      : sql`true`
  const rows = await db.read(
    sql<Member>`
      select m.user_id as "userId", coalesce(m.display_name, '') as name, m.role,
        m.created_at as since
      from public.memberships as m
      where m.community_id = (
          select c.id from public.communities as c
          where c.slug = ${slug ?? ''} and c.deleted_at is null
        )
        and ${beyond}
      order by m.display_name, m.user_id
      limit ${MEMBERS_PAGE + 1}`,
  )
  const members = rows.slice(0, MEMBERS_PAGE)
  const more = rows.length > MEMBERS_PAGE
  return { members, after: more ? (members.at(-1)?.userId ?? null) : null }
}

export interface JoinRequest {
  userId: Row<'join_requests'>['user_id']
  name: Row<'profiles'>['display_name']
  /** ISO 8601. */
  since: Row<'join_requests'>['created_at']
}

/** Who asks to join, the longest wait first. */
export function listJoinRequests(
  db: Database,
  slug: string | undefined,
  most = WAITING,
): Promise<JoinRequest[]> {
  return db.read(
    tables
      .selectFrom('join_requests as j')
      .innerJoin('communities as c', 'c.id', 'j.community_id')
      .innerJoin('profiles as p', 'p.id', 'j.user_id')
      .select(['j.user_id as userId', 'p.display_name as name', 'j.created_at as since'])
      .where('c.slug', '=', slug ?? '')
      .where('c.deleted_at', 'is', null)
      .orderBy('j.created_at')
      .orderBy('j.user_id')
      .limit(most),
  )
}

export interface Awaited extends Pick<Row<'pending_members'>, 'email' | 'role'> {
  /** ISO 8601. */
  since: Row<'pending_members'>['created_at']
}

/** Addresses that become members when they are confirmed, the newest first. */
export function listAwaited(db: Database, slug: string | undefined): Promise<Awaited[]> {
  return db.read(
    tables
      .selectFrom('pending_members as a')
      .innerJoin('communities as c', 'c.id', 'a.community_id')
      .select(['a.email', 'a.role', 'a.created_at as since'])
      .where('c.slug', '=', slug ?? '')
      .where('c.deleted_at', 'is', null)
      .orderBy('a.created_at', 'desc')
      .orderBy('a.email')
      .limit(WAITING),
  )
}

/**
 * Makes the owner of an address a member: now, or on the day the address is confirmed. Says nothing
 * about which it was.
 */
export async function addMember(
  db: Database,
  actor: Person,
  slug: string | undefined,
  { email, role }: { email: string; role: Role },
): Promise<void> {
  await asCoach(db, actor, slug, () =>
    db.write(sql`select public.add_member(${communityIdOf(slug)}, ${email}, ${role})`),
  )
}

/** @throws AppError `member.last-coach` (409) when nobody would run the community any more */
export async function setMemberRole(
  db: Database,
  actor: Person,
  slug: string | undefined,
  { user, role }: { user: string; role: Role },
): Promise<void> {
  await asCoach(db, actor, slug, () =>
    db.write(sql`select public.set_member_role(${communityIdOf(slug)}, ${user}::uuid, ${role})`),
  )
}

/** @throws AppError `member.last-coach` (409) when nobody would run the community any more */
export async function removeMember(
  db: Database,
  actor: Person,
  slug: string | undefined,
  user: string,
): Promise<void> {
  await asCoach(db, actor, slug, () =>
    db.write(sql`select public.remove_member(${communityIdOf(slug)}, ${user}::uuid)`),
  )
}

/** Lets somebody in who asked, or not. */
export async function decideJoinRequest(
  db: Database,
  actor: Person,
  slug: string | undefined,
  user: string,
  accept: boolean,
): Promise<void> {
  await asCoach(db, actor, slug, () =>
    db.write(
      sql`select public.decide_join_request(${communityIdOf(slug)}, ${user}::uuid, ${accept})`,
    ),
  )
}

/** Stops waiting for an address; one that is not awaited any more is no error. */
export async function stopAwaiting(
  db: Database,
  actor: Person,
  slug: string | undefined,
  email: string,
): Promise<void> {
  await asCoach(db, actor, slug, () =>
    db.write(
      sql`
        delete from public.pending_members
        where community_id = ${communityIdOf(slug)} and email = ${email}`,
    ),
  )
}
