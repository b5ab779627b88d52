import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import type { Span } from './watched'

/** How far a person is with a video. */
export interface VideoProgress {
  /** The second at which they stopped. */
  reached: number
  /** What part of it they watched, from 0 to 1. */
  share: number
  completed: boolean
}

/** From what part on a video counts as watched. */
const ENOUGH = 0.9

const columns = sql`p.reached::float8 as reached, p.share::float8 as share,
  p.completed_at is not null as completed`

/** How far the person who asks is; null for who never began. */
export async function findVideoProgress(
  db: Database,
  id: string | undefined,
): Promise<VideoProgress | null> {
  if (!isUuid(id)) return null
  const [row] = await db.read(
    sql<VideoProgress>`
      select ${columns} from public.content_progress as p
      where p.user_id = (select private.me()) and p.item_id = ${id}::uuid
        and (p.reached > 0 or p.share > 0 or p.completed_at is not null)`,
  )
  return row ?? null
}

const missing = () => new AppError('item.not-found', 404)

/** The published video, where the one who asks may see it. */
const published = (id: string) => sql`
  from public.content_items as i
  where i.id = ${id}::uuid and i.kind = 'video' and i.status = 'published' and i.deleted_at is null`

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
): Promise<VideoProgress> {
  if (!isUuid(id)) throw missing()
  const played = `{${spans.map(([from, to]) => `[${from},${to})`).join(',')}}`
  const shareOf = (watched: ReturnType<typeof sql>) =>
    sql`private.share_watched(${id}::uuid, ${watched}, ${seconds}::numeric)`
  const now = shareOf(sql`${played}::int4multirange`)
  const all = sql`greatest(p.share, ${shareOf(sql`p.watched + excluded.watched`)})`
  const [row] = await db.write(
    sql<VideoProgress>`
      insert into public.content_progress as p
        (user_id, item_id, reached, watched, share, completed_at)
      select private.me(), i.id, ${at}::numeric, ${played}::int4multirange, ${now},
        case when ${now} >= ${ENOUGH}::numeric then now() end
      ${published(id)}
      on conflict (user_id, item_id) do update
      set reached = excluded.reached, watched = p.watched + excluded.watched, share = ${all},
        completed_at = coalesce(
          p.completed_at, case when ${all} >= ${ENOUGH}::numeric then now() end
        )
      returning ${columns}`,
  )
  if (!row) throw missing()
  return row
}

/**
 * Says that a person has watched a video, or begins again.
 *
 * @throws AppError `item.not-found` (404)
 */
export async function markWatched(
  db: Database,
  id: string | undefined,
  watched: boolean,
): Promise<void> {
  if (!isUuid(id)) throw missing()
  const rows = await db.write(
    sql`
      insert into public.content_progress as p (user_id, item_id, share, completed_at)
      select private.me(), i.id, ${watched ? 1 : 0}::numeric,
        case when ${watched}::boolean then now() end
      ${published(id)}
      on conflict (user_id, item_id) do update
      set share = excluded.share, completed_at = excluded.completed_at,
        reached = case when ${watched}::boolean then p.reached else 0 end,
        watched = case when ${watched}::boolean then p.watched else '{}' end
      returning 1`,
  )
  if (rows.length === 0) throw missing()
}
