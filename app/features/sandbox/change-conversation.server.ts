import { sql } from 'kysely'
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

type Change = { title: string } | { deleted: boolean }

/**
 * From now on a conversation of one's own shows the branch through a message, and goes on from it.
 *
 * @throws AppError `not-found` (404)
 */
export async function chooseBranch(db: Database, message: string): Promise<void> {
  await db.write(sql`select public.choose_branch(${message}::uuid)`)
}

/**
 * Renames a conversation of one's own, deletes it, or brings it back. Doing it twice changes nothing.
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
  const assignment =
    'title' in change
      ? sql`title = ${change.title}`
      : sql`deleted_at = ${change.deleted ? sql`coalesce(v.deleted_at, now())` : sql`null`}`
  const [row] = await db.write(
    sql<Pick<Row<'conversations'>, 'id'>>`
      update public.conversations as v set ${assignment}
      from public.communities as c
      where v.id = ${id}::uuid and v.owner_id = ${actor.userId}::uuid
        and c.id = v.community_id and c.slug = ${community} and c.deleted_at is null
      returning v.id`,
  )
  if (!row) throw new AppError('not-found', 404)
}
