import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { isUuid } from '~/platform/uuid'
import { missing } from '../find-items.server'
import type { Kind } from '../kinds'

/** How far a person is with an item. */
export interface ItemProgress {
  /** Where they stopped: a second of a video, a section of a document. */
  reached: number
  /** What part of it they watched or read, from 0 to 1. */
  share: number
  completed: boolean
}

/** What of a row of `content_progress`, as `p`, is told. */
export const progressColumns = sql`p.reached::float8 as reached, p.share::float8 as share,
  p.completed_at is not null as completed`

/** How far the person who asks is; null for who never began. */
export async function findProgress(
  db: Database,
  id: string | undefined,
): Promise<ItemProgress | null> {
  if (!isUuid(id)) return null
  const [row] = await db.read(
    sql<ItemProgress>`
      select ${progressColumns} from public.content_progress as p
      where p.user_id = (select private.me()) and p.item_id = ${id}::uuid
        and (p.reached > 0 or p.share > 0 or p.completed_at is not null)`,
  )
  return row ?? null
}

/** The published item, where the one who asks may see it. */
export const publishedItem = (kind: Kind, id: string) => sql`
  from public.content_items as i
  where i.id = ${id}::uuid and i.kind = ${kind} and i.status = 'published' and i.deleted_at is null`

/**
 * Says that a person has watched or read an item, or begins again.
 *
 * @throws AppError `item.not-found` (404)
 */
export async function markDone(
  db: Database,
  kind: Kind,
  id: string | undefined,
  done: boolean,
): Promise<void> {
  if (!isUuid(id)) throw missing(kind)
  const rows = await db.write(
    sql`
      insert into public.content_progress as p (user_id, item_id, share, completed_at)
      select private.me(), i.id, ${done ? 1 : 0}::numeric,
        case when ${done}::boolean then now() end
      ${publishedItem(kind, id)}
      on conflict (user_id, item_id) do update
      set share = excluded.share, completed_at = excluded.completed_at,
        reached = case when ${done}::boolean then p.reached else 0 end,
        watched = case when ${done}::boolean then p.watched else '{}' end
      returning 1`,
  )
  if (rows.length === 0) throw missing(kind)
}
