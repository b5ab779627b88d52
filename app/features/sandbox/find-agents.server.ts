import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'

/** Agents that a list offers at most. */
const MOST = 100

/** The agents of a community that answer, by name: its own, and the platform's that it was given. */
export function findAgents(
  db: Database,
  community: string,
): Promise<Pick<Row<'content_items'>, 'id' | 'title'>[]> {
  return db.read(
    sql<Pick<Row<'content_items'>, 'id' | 'title'>>`
      select i.id, i.title
      from public.communities as c
      join public.content_items as i
        on i.kind = 'agent' and i.status = 'published' and i.deleted_at is null
        and (
          i.community_id = c.id
          or (
            i.community_id is null
            and exists (
              select from public.content_assignments as a
              where a.item_id = i.id and (a.community_id is null or a.community_id = c.id)
            )
          )
        )
      where c.slug = ${community} and c.deleted_at is null
      order by i.title, i.id
      limit ${MOST}`,
  )
}
