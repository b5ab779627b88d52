import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { isUuid } from '~/platform/uuid'
import { missing } from '../find-items.server'
import { type ItemProgress, progressColumns, publishedItem } from '../library/item-progress.server'
import type { Span } from './watched'

/** From what part on a video counts as watched. */
const ENOUGH = 0.9

interface Watching {
  /** The second at which they are. */
  at: number
  /** What they played since they last said so. */
  spans: readonly Span[]
  /** How long the player says that it is. */
  seconds: number | null
}

/**
 * Keeps where a person is, and what they watched. The same twice counts once.
 *
 * @throws AppError `item.not-found` (404)
 */
export async function keepWatching(
  db: Database,
  id: string | undefined,
  { at, spans, seconds }: Watching,
): Promise<ItemProgress> {
  if (!isUuid(id)) throw missing('video')
  const played = `{${spans.map(([from, to]) => `[${from},${to})`).join(',')}}`
  const shareOf = (watched: ReturnType<typeof sql>) =>
    sql`private.share_watched(${id}::uuid, ${watched}, ${seconds}::numeric)`
  const now = shareOf(sql`${played}::int4multirange`)
  const all = sql`greatest(p.share, ${shareOf(sql`p.watched + excluded.watched`)})`
  const [row] = await db.write(
    sql<ItemProgress>`
      insert into public.content_progress as p
        (user_id, item_id, reached, watched, share, completed_at)
      select private.me(), i.id, ${at}::numeric, ${played}::int4multirange, ${now},
        case when ${now} >= ${ENOUGH}::numeric then now() end
      ${publishedItem('video', id)}
      on conflict (user_id, item_id) do update
      set reached = excluded.reached, watched = p.watched + excluded.watched, share = ${all},
        completed_at = coalesce(
          p.completed_at, case when ${all} >= ${ENOUGH}::numeric then now() end
        )
      returning ${progressColumns}`,
  )
  if (!row) throw missing('video')
  return row
}
