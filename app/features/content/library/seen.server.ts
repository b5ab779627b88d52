import { type RawBuilder, sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { JsonAnswer } from '~/data/tables'
import { isUuid } from '~/platform/uuid'
import { type Body, missing } from '../find-items.server'
import type { Kind, OfferedKind } from '../kinds'

/** Days for which something is new, or a change is told of. */
const NEW_DAYS = 14

/** What an item in a list is to the person: not opened yet, or published anew since they did. */
export type Mark = 'new' | 'changed' | null

/** Of the item `u`, and of the row `p` of whoever asks. */
export const mark = sql<Mark>`
  case
    when p.seen_at < u.updated_at then 'changed'
    when p.seen_at is null and u.published_at > now() - make_interval(days => ${NEW_DAYS}::int)
      and not (
        u.kind = 'agent' and exists (
          select from public.conversations as v
          where v.agent_id = u.id and v.owner_id = (select private.me())
        )
      )
    then 'new'
  end`

/** The item as `u`, and what the person who asks did with it as `p`. */
export const withMine = sql`
  public.content_items as u
  left join public.content_progress as p
    on p.item_id = u.id and p.user_id = (select private.me())`

/** The mark of an item for the person who asks. */
export const markOf = (item: RawBuilder<unknown>) =>
  sql<Mark>`(select ${mark} from ${withMine} where u.id = ${item})`

/**
 * Keeps that the person opened a published item, in the batch of the page that they opened. Within an
 * hour it writes nothing again, unless the item changed.
 */
export async function keepLook(db: Database, id: string | undefined): Promise<void> {
  if (!isUuid(id)) return
  const changed = sql`(select u.updated_at from public.content_items as u where u.id = p.item_id)`
  await db.write(
    sql`
      insert into public.content_progress as p (user_id, item_id, seen_at)
      select private.me(), i.id, now() from public.content_items as i
      where i.id = ${id}::uuid and i.status = 'published' and i.deleted_at is null
      on conflict (user_id, item_id) do update
      set seen_at = excluded.seen_at,
        seen_before = case when p.seen_at < ${changed} then p.seen_at else p.seen_before end
      where p.seen_at is null or p.seen_at < ${changed} or p.seen_at < now() - interval '1 hour'`,
  )
}

interface WhatChanged {
  kind: Kind
  title: string
  /** When the person had looked at it, ISO; null where they had not. */
  since: string | null
  /** What members saw of it then; null where nobody kept that. */
  before: Body | null
  now: Body
}

/**
 * A published item as it was when the person looked at it before, and as it is.
 *
 * @throws AppError `<kind>.not-found` (404)
 */
export async function findWhatChanged(
  db: Database,
  kind: OfferedKind,
  { community, id }: { community: string; id: string | undefined },
): Promise<WhatChanged> {
  const [row] = isUuid(id)
    ? await db.read(
        sql<{ told: JsonAnswer<'what_changed', WhatChanged> | null }>`
          select public.what_changed(${communityIdOf(community)}, ${id}::uuid) as told`,
      )
    : []
  if (row?.told?.kind !== kind) throw missing(kind)
  return row.told
}
