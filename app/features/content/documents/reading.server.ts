import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { isUuid } from '~/platform/uuid'
import { missing } from '../find-items.server'
import { type ItemProgress, progressColumns, publishedItem } from '../library/item-progress.server'

/** From what part on a document counts as read. */
const ENOUGH = 0.98

interface Reading {
  /** The section that stands before the reader, from 1 on; 0 above the first. */
  section: number
  /** What part of it they have come to, from 0 to 1. */
  share: number
}

/**
 * Keeps where a person is in a document, and how far they came. What was read stays read.
 *
 * @throws AppError `item.not-found` (404)
 */
export async function keepReading(
  db: Database,
  id: string | undefined,
  { section, share }: Reading,
): Promise<ItemProgress> {
  if (!isUuid(id)) throw missing('document')
  const [row] = await db.write(
    sql<ItemProgress>`
      insert into public.content_progress as p (user_id, item_id, reached, share, completed_at)
      select private.me(), i.id, ${section}::numeric, ${share}::numeric,
        case when ${share}::numeric >= ${ENOUGH}::numeric then now() end
      ${publishedItem('document', id)}
      on conflict (user_id, item_id) do update
      set reached = excluded.reached, share = greatest(p.share, excluded.share),
        completed_at = coalesce(p.completed_at, excluded.completed_at)
      returning ${progressColumns}`,
  )
  if (!row) throw missing('document')
  return row
}
