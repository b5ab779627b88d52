import { type RawBuilder, sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { JsonAnswer, Row } from '~/data/tables'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { itemsOf, missing } from './find-items.server'
import type { Turn } from './form/item.schema'
import type { ItemFields } from './item'
import type { KindOnServer } from './kind-on-server'
import type { Kind } from './kinds'
import { tagsOf } from './tags'

type Saved = Pick<Row<'content_items'>, 'id' | 'version'> & {
  /** The same form came before. */
  repeated: boolean
  /** What was sent is what is there: false when the item of the first form went its own way. */
  settled: boolean
}

/** The body of an item as `public.save_content` takes it. */
function bodyOf<Fields extends ItemFields>(kind: KindOnServer<Fields>, fields: Fields): string {
  const { title, summary, tags } = fields
  return JSON.stringify({ title, summary, tags: tagsOf(tags), [kind.kind]: kind.toOwn(fields) })
}

/** The body with files that hang from something else; with none of its own where that is not there. */
const withFiles = (body: RawBuilder<unknown>, files: RawBuilder<unknown>) =>
  sql`${body} || coalesce((${files}), '{}')`

/** The files of an item of the same community, unless the form that copies it comes again. */
const filesOfItem = (
  kind: Kind,
  { community, key }: Pick<NewItem<unknown>, 'community' | 'key'>,
  id: string,
) => sql`
  select jsonb_build_object('files', o.body -> 'files')
  from (
    select private.content_body(i) as body
    from public.content_items as i
    left join public.communities as c on c.id = i.community_id
    where ${itemsOf(community)} and i.id = ${id}::uuid and i.kind = ${kind}
      and not exists (
        select from public.content_items as made
        where made.owner_id = private.me() and made.post_key = ${key}::uuid
      )
  ) as o
  where o.body ? 'files'`

/** The files that an item had at one publication. */
const filesOfVersion = (id: string, number: number) => sql`
  select jsonb_build_object('files', coalesce(v.body -> 'files', '[]'))
  from public.content_versions as v
  where v.item_id = ${id}::uuid and v.number = ${number}::integer`

interface NewItem<Fields> {
  /** Null: the platform. */
  community: string | null
  fields: Fields
  /** What else happens: it is published, or somebody is asked to look at it. */
  also: 'publish' | 'submit' | null
  /** The same key again is the same form again. */
  key: string
  /** The item of the same community that it is a copy of, whose files come along. */
  copied?: string | null
}

/**
 * Makes an item, and publishes it or asks for a review if wished. A form that comes again changes what it made, as long as
 * nobody touched it since.
 *
 * @throws AppError `<kind>.name-taken` (409)
 */
export async function createItem<Fields extends ItemFields>(
  db: Database,
  kind: KindOnServer<Fields>,
  { community, fields, also, key, copied }: NewItem<Fields>,
): Promise<Saved> {
  const own = sql`${bodyOf(kind, fields)}::jsonb`
  const body = isUuid(copied ?? undefined)
    ? withFiles(own, filesOfItem(kind.kind, { community, key }, copied ?? ''))
    : own
  const [row] = await db.write(
    sql<{ saved: JsonAnswer<'save_content', Saved> }>`
      select public.save_content(
        ${communityIdOf(community)}, ${kind.kind}::text, null, null, ${body},
        ${key}::uuid, ${also}::text
      ) as saved`,
  )
  if (!row) throw new AppError('unexpected', 500)
  return row.saved
}

interface ChangedItem<Fields> {
  /** Null: the platform. */
  community: string | null
  id: string | undefined
  /** The version that the coach saw. */
  version: number
  fields: Fields
  /** What else happens: it is published after, or brought back before. */
  also: 'publish' | 'submit' | 'restore' | null
  /** The kept version that the form was opened with, whose files come back in the place of what is there. */
  kept?: number | null
}

/**
 * Saves a change to the version that the coach saw.
 *
 * @throws AppError `<kind>.changed`, `<kind>.deleted`, `<kind>.name-taken` (409), 404
 */
export async function updateItem<Fields extends ItemFields>(
  db: Database,
  kind: KindOnServer<Fields>,
  { community, id, version, fields, also, kept = null }: ChangedItem<Fields>,
): Promise<Saved> {
  if (!isUuid(id)) throw missing(kind.kind)
  const own = sql`${bodyOf(kind, fields)}::jsonb`
  const whole = kept === null ? own : withFiles(own, filesOfVersion(id, kept))
  const [row] = await db.write(
    sql<{ saved: JsonAnswer<'save_content', Saved> }>`
      select public.save_content(
        ${communityIdOf(community)}, ${kind.kind}::text, ${id}::uuid, ${version}::integer, ${whole},
        null, ${also}::text
      ) as saved`,
  )
  if (!row) throw new AppError('unexpected', 500)
  return row.saved
}

export type ItemChange = 'take-back' | 'send-back' | 'archive' | 'delete' | 'restore'

/**
 * Takes an item back, sends it back, archives it, deletes it, or brings it back. A second time changes nothing.
 *
 * @param kind that the address names; null where one names none
 * @param version that the coach saw; undefined for any
 * @throws AppError `<kind>.changed`, `<kind>.name-taken` (409), 404
 */
export async function changeItem(
  db: Database,
  kind: Kind | null,
  change: ItemChange,
  { community, id, version }: Pick<OfVersion, 'community' | 'id'> & { version?: number },
): Promise<Pick<Row<'content_items'>, 'title' | 'kind'>> {
  const absent = missing(kind)
  if (!isUuid(id)) throw absent
  const [row] = await db.write(
    sql<Pick<Row<'content_items'>, 'title' | 'kind'>>`
      select i.title, i.kind, public.change_content(i.id, ${version ?? null}::integer, ${change})
      from public.content_items as i
      left join public.communities as c on c.id = i.community_id
      where ${itemsOf(community)}
        and i.id = ${id}::uuid and i.kind = coalesce(${kind}::text, i.kind)`,
  )
  if (!row) throw absent
  return row
}

interface Planned extends Pick<Row<'content_items'>, 'title'> {
  /** When it is published, ISO. */
  at: string | null
}

interface OfVersion {
  /** Null: the platform. */
  community: string | null
  id: string | undefined
  /** The version that the coach saw; undefined for any. */
  version: number | undefined
}

/** The item that a page of a kind is about, for a function that takes its id. */
const theItem = (kind: Kind, { community, id }: OfVersion) => sql`
  public.content_items as i
  left join public.communities as c on c.id = i.community_id
  where ${itemsOf(community)}
    and i.id = ${id}::uuid and i.kind = ${kind}`

/**
 * Sets when an item is published by itself, or takes that back.
 *
 * @param time the date and time as clocks of its community show it, and which is meant where they
 *   show it twice; null: not at all
 * @throws AppError `schedule.…` (422), `<kind>.changed`, `content.needs-review` (409), 404
 */
export async function scheduleItem(
  db: Database,
  kind: Kind,
  item: OfVersion,
  time: { local: string; turn: Turn | undefined } | null,
): Promise<Planned> {
  if (!isUuid(item.id)) throw missing(kind)
  const [row] = await db.write(
    sql<{ planned: JsonAnswer<'schedule_content', Planned> }>`
      select public.schedule_content(
        i.id, ${item.version ?? null}::integer, ${time?.local ?? null}::timestamp,
        ${time?.turn ?? null}::text
      ) as planned
      from ${theItem(kind, item)}`,
  )
  if (!row) throw missing(kind)
  return row.planned
}

/**
 * Gives an item to another coach of its community.
 *
 * @throws AppError `owner.invalid` (422), `<kind>.changed` (409), 404
 */
export async function handOverItem(
  db: Database,
  kind: Kind,
  item: OfVersion,
  to: string,
): Promise<Pick<Row<'content_items'>, 'title'>> {
  if (!isUuid(item.id)) throw missing(kind)
  const [row] = await db.write(
    sql<{ given: JsonAnswer<'hand_over_content', Pick<Row<'content_items'>, 'title'>> }>`
      select public.hand_over_content(
        i.id, ${item.version ?? null}::integer, ${to}::uuid
      ) as given
      from ${theItem(kind, item)}`,
  )
  if (!row) throw missing(kind)
  return row.given
}
