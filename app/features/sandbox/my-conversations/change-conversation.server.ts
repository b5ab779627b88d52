import { type RawBuilder, sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'

interface Which {
  /** The community's slug. */
  community: string
  id: string | undefined
}

type Change =
  | { title: string }
  | { deleted: boolean }
  | { archived: boolean }
  | { folder: string | null }
  | { pinned: false }

/** Conversations of a community that somebody may have pinned. */
export const MOST_PINNED = 20

/**
 * From now on a conversation of one's own shows the branch through a message, and goes on from it.
 *
 * @throws AppError `not-found` (404)
 */
export async function chooseBranch(db: Database, message: string): Promise<void> {
  await db.write(sql`select public.choose_branch(${message}::uuid)`)
}

/**
 * Renames a conversation of one's own, moves it, deletes it, or brings it back. Doing it twice changes
 * nothing.
 *
 * @throws AppError `not-found` (404)
 */
export async function changeConversation(
  db: Database,
  actor: Person,
  { community, id }: Which,
  change: Change,
): Promise<void> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [row] = await db.write(
    sql<Pick<Row<'conversations'>, 'id'>>`
      update public.conversations as v set ${assignmentOf(change)}
      from public.communities as c
      where v.id = ${id}::uuid and v.owner_id = ${actor.userId}::uuid
        and c.id = v.community_id and c.slug = ${community} and c.deleted_at is null
      returning v.id`,
  )
  if (!row) throw new AppError('not-found', 404)
}

/**
 * Erases a conversation of one's own that lies in the trash, with all that hangs from it.
 *
 * @throws AppError `not-found` (404); `conversation.busy` (409) while it is answered in, or something
 * of it waits for a coach
 */
export async function eraseConversation(
  db: Database,
  actor: Person,
  { community, id }: Which,
): Promise<void> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [row] = await db.write(
    sql<{ done: boolean }>`
      with mine as (
        select v.id from public.conversations as v
        join public.communities as c on c.id = v.community_id
        where v.id = ${id}::uuid and v.owner_id = ${actor.userId}::uuid
          and v.deleted_at is not null and c.slug = ${community} and c.deleted_at is null
      ), gone as (
        delete from public.conversations as v using mine where v.id = mine.id returning v.id
      )
      select exists (select from gone) as done from mine`,
  )
  if (!row) throw new AppError('not-found', 404)
  if (!row.done) throw new AppError('conversation.busy', 409)
}

function assignmentOf(change: Change): RawBuilder<unknown> {
  if ('title' in change) return sql`title = ${change.title}`
  if ('folder' in change) return sql`folder = ${change.folder}::text`
  if ('pinned' in change) return sql`pinned_at = null`
  if ('archived' in change) {
    // What is laid away stands above nothing.
    return change.archived
      ? sql`archived_at = coalesce(v.archived_at, now()), pinned_at = null`
      : sql`archived_at = null`
  }
  return change.deleted ? sql`deleted_at = coalesce(v.deleted_at, now())` : sql`deleted_at = null`
}

/**
 * Gives a folder of one's own another name, in the trash too; null takes everything out of it. Where
 * nothing is in it, nothing changes.
 */
export async function renameFolder(
  db: Database,
  actor: Person,
  { community, folder }: { community: string; folder: string },
  name: string | null,
): Promise<void> {
  await db.write(
    sql`
      update public.conversations as v set folder = ${name}::text
      from public.communities as c
      where v.owner_id = ${actor.userId}::uuid and v.folder = ${folder}
        and c.id = v.community_id and c.slug = ${community} and c.deleted_at is null`,
  )
}

/**
 * Lets a conversation of one's own stand above the others; it comes back from the archive.
 *
 * @throws AppError `not-found` (404), `pin.enough` (409)
 */
export async function pinConversation(
  db: Database,
  actor: Person,
  { community, id }: Which,
): Promise<void> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [row] = await db.write(
    sql<{ done: boolean }>`
      with mine as (
        select v.id, v.pinned_at is not null or (
          select count(*) from public.conversations as others
          where others.owner_id = v.owner_id and others.community_id = v.community_id
            and others.pinned_at is not null and others.deleted_at is null
        ) < ${MOST_PINNED} as room
        from public.conversations as v
        join public.communities as c on c.id = v.community_id
        where v.id = ${id}::uuid and v.owner_id = ${actor.userId}::uuid
          and c.slug = ${community} and c.deleted_at is null
      ), done as (
        update public.conversations as v
        set pinned_at = coalesce(v.pinned_at, now()), archived_at = null
        from mine
        where v.id = mine.id and mine.room
        returning v.id
      )
      select exists (select from done) as done from mine`,
  )
  if (!row) throw new AppError('not-found', 404)
  if (!row.done) throw new AppError('pin.enough', 409)
}
