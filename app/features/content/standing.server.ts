import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import { isUuid } from '~/platform/uuid'

/** What an item is to the person who looks at it, beside what it says. */
export interface Standing {
  tags: Row<'tags'>['name'][]
  favourite: boolean
}

/** What an item is found by, and whether the person who asks wants to find it again. */
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
            ) as favourite`,
      )
    : []
  return row ?? { tags: [], favourite: false }
}
