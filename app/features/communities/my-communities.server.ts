import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { type Row, tables } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import type { Role } from './find-community.server'

/** Communities that one page lists; more are a page further. */
const PAGE = 50

export interface MyCommunity extends Pick<Row<'communities'>, 'slug' | 'name'> {
  role: Role
}

/** A community that anybody may ask to join. */
export interface OpenCommunity extends Pick<Row<'communities'>, 'slug' | 'name' | 'description'> {
  /** Whether the person has asked already. */
  asked: boolean
}

/** What I belong to, by name. */
export function listMine(db: Database, actor: Person): Promise<MyCommunity[]> {
  return db.read(
    tables
      .selectFrom('memberships as m')
      .innerJoin('communities as c', 'c.id', 'm.community_id')
      .select(['c.slug', 'c.name', 'm.role'])
      .where('m.user_id', '=', actor.userId)
      .where('c.deleted_at', 'is', null)
      .orderBy('c.name')
      .orderBy('c.slug')
      .limit(500),
  )
}

export interface OpenPage {
  communities: OpenCommunity[]
  /** The key of the next page, if there is one. */
  after: string | null
}

/**
 * The open communities that I am not in, by address.
 *
 * @param after the last address of the page before
 */
export async function listOpen(db: Database, actor: Person, after: string): Promise<OpenPage> {
  const rows = await db.read(
    sql<OpenCommunity>`
      select c.slug, c.name, c.description, j.user_id is not null as asked
      from public.communities as c
      left join public.join_requests as j
        on j.community_id = c.id and j.user_id = ${actor.userId}::uuid
      where c.join_policy = 'open' and c.deleted_at is null and c.slug > ${after}
        and not exists (
          select from public.memberships as m
          where m.community_id = c.id and m.user_id = ${actor.userId}::uuid
        )
      order by c.slug
      limit ${PAGE + 1}`,
  )
  const communities = rows.slice(0, PAGE)
  return { communities, after: rows.length > PAGE ? (communities.at(-1)?.slug ?? null) : null }
}

/** Whether I run the platform. */
export async function isPlatformAdmin(db: Database, actor: Person): Promise<boolean> {
  const [row] = await db.read(
    tables.selectFrom('platform_admins').select('user_id').where('user_id', '=', actor.userId),
  )
  return row !== undefined
}

/**
 * Asks to join an open community. Asking twice is asking once, and a member need not ask.
 *
 * @throws AppError `not-found` (404) when there is no such open community
 */
export async function askToJoin(db: Database, actor: Person, slug: string): Promise<void> {
  const [row] = await db.write(
    sql<{ open: boolean }>`
      with open as (
        select id from public.communities
        where slug = ${slug} and join_policy = 'open' and deleted_at is null
      ), asked as (
        insert into public.join_requests (community_id, user_id)
        select open.id, ${actor.userId}::uuid from open
        where not exists (
          select from public.memberships as m
          where m.community_id = open.id and m.user_id = ${actor.userId}::uuid
        )
        on conflict do nothing
      )
      select exists (select from open) as open`,
  )
  if (!row?.open) throw new AppError('not-found', 404)
}

/** Takes a request back; one that was answered or taken back already is no error. */
export async function takeRequestBack(db: Database, actor: Person, slug: string): Promise<void> {
  await db.write(
    tables
      .deleteFrom('join_requests as j')
      .using('communities as c')
      .whereRef('c.id', '=', 'j.community_id')
      .where('c.slug', '=', slug)
      .where('j.user_id', '=', actor.userId),
  )
}
