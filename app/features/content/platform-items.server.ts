import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { keyset } from '~/data/keyset'
import { type Asked, type Page, toPage } from '~/data/paging'
import type { JsonAnswer, Row } from '~/data/tables'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import type { Body } from './find-items.server'

/** Items on a page of the platform's list. */
export const PLATFORM_PAGE = 25
/** Communities that a form offers. */
const OFFERED_COMMUNITIES = 500

export interface PlatformItem
  extends Pick<Row<'content_items'>, 'id' | 'kind' | 'title' | 'status' | 'version'> {
  changedAt: Row<'content_items'>['updated_at']
  deletedAt: Row<'content_items'>['deleted_at']
  /** When a deleted one goes for good, ISO. */
  goneAt: Row<'content_items'>['deleted_at']
  /** Whether every community has it, and how many it was given to by name. */
  toAll: boolean
  toSome: number
}

const columns = sql`
  i.id, i.kind, i.title, i.status, i.version, i.updated_at as "changedAt",
  i.deleted_at as "deletedAt",
  i.deleted_at + make_interval(days => private.trash_days()) as "goneAt",
  exists (
    select from public.content_assignments as g where g.item_id = i.id and g.community_id is null
  ) as "toAll",
  (
    select count(*)::int from public.content_assignments as g
    where g.item_id = i.id and g.community_id is not null
  ) as "toSome"`

/** The platform's own items, last changed first. Callers check that a super admin asks. */
export async function findPlatformItems(
  db: Database,
  { gone, asked }: { gone: boolean; asked: Asked },
): Promise<Page<PlatformItem>> {
  const keys = keyset(sql`i.updated_at`, sql`i.id`, asked)
  const rows = await db.read(
    sql<PlatformItem & { at: string }>`
      select ${columns}, ${keys.stamp} as at
      from public.content_items as i
      where i.community_id is null and (i.deleted_at is not null) = ${gone}::boolean
        and ${keys.beyond}
      order by ${keys.order}
      limit ${PLATFORM_PAGE + 1}`,
  )
  const page = toPage(rows, asked, PLATFORM_PAGE)
  return { ...page, items: page.items.map(({ at: _, ...item }) => item) }
}

export interface Receiver extends Pick<Row<'communities'>, 'id' | 'name' | 'slug'> {
  has: boolean
}

/**
 * An item of the platform, and the communities that it may be given to. Callers check that a super
 * admin asks.
 *
 * @throws AppError `not-found` (404)
 */
export async function findPlatformItem(
  db: Database,
  id: string | undefined,
): Promise<{ item: PlatformItem & { body: Body }; receivers: Receiver[] }> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [items, receivers] = await Promise.all([
    db.read(
      sql<PlatformItem & { body: Body }>`
        select ${columns}, private.content_body(i) as body
        from public.content_items as i
        where i.id = ${id}::uuid and i.community_id is null`,
    ),
    db.read(
      sql<Receiver>`
        select c.id, c.name, c.slug, g.item_id is not null as has
        from public.communities as c
        left join public.content_assignments as g
          on g.community_id = c.id and g.item_id = ${id}::uuid
        where c.deleted_at is null
        order by g.item_id is null, c.name, c.id
        limit ${OFFERED_COMMUNITIES}`,
    ),
  ])
  const [item] = items
  if (!item) throw new AppError('not-found', 404)
  return { item, receivers }
}

interface Given extends Pick<Row<'content_items'>, 'title'> {
  given: number
}

/**
 * Gives an item of the platform to these communities and to no others.
 *
 * @param to ids of communities; null: to all of them
 * @throws AppError `not-allowed` (403) for anybody but a super admin, `content.not-found` (404)
 */
export async function giveItem(
  db: Database,
  id: string | undefined,
  to: string[] | null,
): Promise<Given> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [row] = await db.write(
    sql<{ given: JsonAnswer<'give_content', Given> }>`
      select public.give_content(${id}::uuid, ${to ?? [null]}::uuid[]) as given`,
  )
  if (!row) throw new AppError('unexpected', 500)
  return row.given
}
