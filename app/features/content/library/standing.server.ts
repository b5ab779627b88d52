import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import { isUuid } from '~/platform/uuid'

/** What an item is to the person who looks at it, beside what it says. */
export interface Standing {
  tags: Row<'tags'>['name'][]
  favourite: boolean
  /** When the person looked at it before it was published anew, ISO; null where nothing is new. */
  changedSince: string | null
}

/** Days for which a change is told of to who has seen it. */
const TOLD_DAYS = 7

/** What an item is found by, and what it is to the person who asks. */
export async function findStanding(db: Database, id: string | undefined): Promise<Standing> {
  const [row] = isUuid(id)
    ? await db.read(
        sql<Standing>`
          select
            array(
              select t.name from public.content_tags as x
              join public.tags as t on t.id = x.tag_id
              where x.item_id = ${id}::uuid
              order by lower(t.name)
            ) as tags,
            exists (
              select from public.favourites as f
              where f.user_id = (select private.me()) and f.item_id = ${id}::uuid
            ) as favourite,
            (
              select case
                when p.seen_at < i.updated_at then p.seen_at
                when p.seen_before < i.updated_at
                  and i.updated_at > now() - make_interval(days => ${TOLD_DAYS}::int)
                then p.seen_before
              end
              from public.content_progress as p
              join public.content_items as i on i.id = p.item_id
              where p.user_id = (select private.me()) and p.item_id = ${id}::uuid
            ) as "changedSince"`,
      )
    : []
  return row ?? { tags: [], favourite: false, changedSince: null }
}
