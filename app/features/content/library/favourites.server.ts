import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { keyset } from '~/data/keyset'
import { type Asked, type Page, toPage } from '~/data/paging'
import type { Row } from '~/data/tables'
import { isUuid } from '~/platform/uuid'
import { missing } from '../find-items.server'
import { publishedIn } from './published-in.server'
import { type Mark, markOf } from './seen.server'

/** Favourites on a page. */
export const FAVOURITES_PAGE = 20

export type Favourite = Pick<Row<'content_items'>, 'id' | 'kind' | 'title' | 'summary'> & {
  mark: Mark
}

/** What a person wants to find again in a community, the last that they chose first. */
export async function findFavourites(
  db: Database,
  community: string,
  asked: Asked,
  size = FAVOURITES_PAGE,
): Promise<Page<Favourite>> {
  const keys = keyset(sql`f.created_at`, sql`f.item_id`, asked)
  const rows = await db.read(
    sql<Favourite & { at: string }>`
      select i.id, i.kind, i.title, i.summary, ${markOf(sql`i.id`)} as mark, ${keys.stamp} as at
      from public.favourites as f
      join public.content_items as i on i.id = f.item_id
      where f.user_id = (select private.me()) and ${publishedIn(community)} and ${keys.beyond}
      order by ${keys.order}
      limit ${size + 1}`,
  )
  const page = toPage(rows, asked, size)
  return { ...page, items: page.items.map(({ at: _, ...item }) => item) }
}

/**
 * Makes an item of a community a favourite of the person who asks, or no favourite any more. The
 * same twice changes nothing.
 *
 * @throws AppError `item.not-found` (404)
 */
export async function setFavourite(
  db: Database,
  { community, id, favourite }: { community: string; id: string; favourite: boolean },
): Promise<Pick<Row<'content_items'>, 'id' | 'kind' | 'title'>> {
  if (!isUuid(id)) throw missing('document')
  const item = sql`
    select i.id, i.kind, i.title from public.content_items as i
    where i.id = ${id}::uuid and ${publishedIn(community)}`
  const [row] = await db.write(
    favourite
      ? sql<Pick<Row<'content_items'>, 'id' | 'kind' | 'title'>>`
          with item as materialized (${item}), chosen as (
            insert into public.favourites (user_id, item_id)
            select (select private.me()), item.id from item
            on conflict do nothing
          )
          select item.id, item.kind, item.title from item`
      : sql<Pick<Row<'content_items'>, 'id' | 'kind' | 'title'>>`
          with item as materialized (${item}), dropped as (
            delete from public.favourites as f using item
            where f.user_id = (select private.me()) and f.item_id = item.id
          )
          select item.id, item.kind, item.title from item`,
  )
  if (!row) throw missing('document')
  return row
}
