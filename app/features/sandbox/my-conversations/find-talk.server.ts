import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'

/** A conversation as a whole, without what was said in it. */
export interface Talk extends Pick<Row<'conversations'>, 'id' | 'title' | 'readers' | 'folder'> {
  /** Whether it is the reader's own. */
  mine: boolean
  deleted: boolean
  pinned: boolean
  archived: boolean
  /** Whether its community allows links for people who have no account. */
  mayBePublic: Row<'communities'>['public_copies']
}

/** @throws AppError `not-found` (404) when there is none in this community that the person may read */
export async function findTalk(
  db: Database,
  actor: Person,
  { community, id }: { community: string; id: string | undefined },
): Promise<Talk> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [talk] = await db.read(
    sql<Talk>`
      select v.id, v.title, v.readers, v.owner_id = ${actor.userId}::uuid as mine,
        v.folder, v.deleted_at is not null as deleted, v.pinned_at is not null as pinned,
        v.archived_at is not null as archived, c.public_copies as "mayBePublic"
      from public.conversations as v
      join public.communities as c on c.id = v.community_id
      where v.id = ${id}::uuid and c.slug = ${community} and c.deleted_at is null`,
  )
  if (!talk) throw new AppError('not-found', 404)
  return talk
}

/**
 * A conversation that its owner may write in.
 *
 * @throws AppError `not-found` (404), also of another's and of one that was deleted
 */
export async function findOwnTalk(
  db: Database,
  actor: Person,
  which: { community: string; id: string | undefined },
): Promise<Talk> {
  const talk = await findTalk(db, actor, which)
  if (!talk.mine || talk.deleted) throw new AppError('not-found', 404)
  return talk
}
