import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import type { CoachedItem, ItemFields, ItemPlan, ItemState } from './item'
import type { KindOnServer } from './kind-on-server'
import type { Kind, OfferedKind } from './kinds'
import { writeTags } from './tags'

/** There is no such item, or none that the person may see. An agent has words of its own for it. */
export const missing = (kind: Kind | null) =>
  new AppError(kind === 'agent' ? 'agent.not-found' : kind ? 'item.not-found' : 'not-found', 404)

/** What `private.content_body` gives: all that the reader may see of an item. */
export type Body = Omit<ItemFields, 'tags'> & { tags?: string[] } & {
  [kind in OfferedKind]?: object
}

/** The fields of a kind, from the body of an item. */
export function fieldsIn<Fields extends ItemFields>(
  { kind, fromOwn }: KindOnServer<Fields>,
  { title, summary, tags = [], ...rest }: Body,
): Fields {
  return fromOwn({ title, summary, tags: writeTags(tags) }, rest[kind] ?? {})
}

/**
 * Which items are meant where items are `i` and the community that each has, if any, is `c`.
 *
 * @param community null: the platform's
 */
export const itemsOf = (community: string | null) =>
  community === null
    ? sql`i.community_id is null`
    : sql`c.slug = ${community} and c.deleted_at is null`

/**
 * An item with all that its coach decides, deleted ones included. Callers check that a coach asks:
 * nobody else is shown what is not published.
 *
 * @param community null: the platform, whose items super admins look after
 * @throws AppError `<kind>.not-found` (404)
 */
export async function findCoachedItem<Fields extends ItemFields>(
  db: Database,
  kind: KindOnServer<Fields>,
  community: string | null,
  id: string | undefined,
): Promise<CoachedItem<Fields> & ItemPlan> {
  const [row] = isUuid(id)
    ? await db.read(
        sql<ItemState & ItemPlan & { body: Body }>`
          select i.id, i.status, i.version, i.updated_at as "changedAt",
            i.deleted_at as "deletedAt",
            i.deleted_at + make_interval(days => private.trash_days()) as "goneAt",
            private.needs_other_eyes(i, private.me()) as "needsReview",
            i.publish_at as "publishAt", coalesce(c.time_zone, 'UTC') as "timeZone",
            i.owner_id as "ownerId", p.display_name as owner,
            case when i.audience is null then 'everybody' when i.audience = '{}' then 'nobody'
              else 'some' end as audience,
            private.content_body(i) as body
          from public.content_items as i
          left join public.communities as c on c.id = i.community_id
          left join public.profiles as p on p.id = i.owner_id
          where ${itemsOf(community)}
            and i.id = ${id}::uuid and i.kind = ${kind.kind}`,
      )
    : []
  if (!row) throw missing(kind.kind)
  const { body, ...state } = row
  return { ...fieldsIn(kind, body), ...state }
}

/** A published item as members see it. */
export type PublishedItem<Fields extends ItemFields = ItemFields> = Fields & {
  id: Row<'content_items'>['id']
  /** ISO. */
  changedAt: Row<'content_items'>['updated_at']
}

/**
 * A published item of a community, or of the platform where it was given to the community.
 *
 * @throws AppError `<kind>.not-found` (404) when there is none, or none that is published
 */
export async function findPublishedItem<Fields extends ItemFields>(
  db: Database,
  kind: KindOnServer<Fields>,
  community: string,
  id: string | undefined,
): Promise<PublishedItem<Fields>> {
  const [row] = isUuid(id)
    ? await db.read(
        sql<Pick<PublishedItem, 'id' | 'changedAt'> & { body: Body }>`
          select i.id, i.updated_at as "changedAt", private.content_body(i) as body
          from public.content_items as i
          join public.communities as c on c.slug = ${community} and c.deleted_at is null
          where i.id = ${id}::uuid and i.kind = ${kind.kind}
            and i.status = 'published' and i.deleted_at is null
            and (
              i.community_id = c.id
              or (
                i.community_id is null
                and exists (
                  select from public.content_assignments as given
                  where given.item_id = i.id
                    and (given.community_id is null or given.community_id = c.id)
                )
              )
            )`,
      )
    : []
  if (!row) throw missing(kind.kind)
  const { body, ...item } = row
  return { ...fieldsIn(kind, body), ...item }
}

/** Whether what somebody makes in a community has to be published by somebody else. */
export async function asksForReview(db: Database, community: string): Promise<boolean> {
  const [row] = await db.read(
    sql<{ yes: Row<'communities'>['review_before_publish'] }>`
      select review_before_publish as yes from public.communities
      where slug = ${community} and deleted_at is null`,
  )
  return row?.yes ?? false
}
