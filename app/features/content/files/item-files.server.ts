import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { type FileLinks, type LinkedFile, linkFiles } from '~/platform/storage/file-links.server'
import { isUuid } from '~/platform/uuid'
import { itemsOf } from '../find-items.server'
import { type FilePurpose, purposes } from './file-purposes'

/** A file as an item uses it. */
export interface ItemFile extends LinkedFile {
  purpose: FilePurpose
}

/** The same for a page, with a link that holds for a while. */
export interface LinkedItemFile extends ItemFile {
  href: string
}

/** The files of an item that the asker may see. Asked in the batch that finds the item itself. */
export async function filesOf(db: Database, item: string | undefined): Promise<ItemFile[]> {
  if (!isUuid(item)) return []
  return db.read(
    sql<ItemFile>`
      select f.id, f.name, f.media_type as "mediaType", f.bytes, cf.purpose
      from public.content_files as cf
      join public.files as f on f.id = cf.file_id
      where cf.item_id = ${item}::uuid and f.state = 'stored'
      order by cf.purpose, cf.place, cf.created_at`,
  )
}

/**
 * The files of an item as a page shows them; none where the installation has no place for files.
 * Asked in the batch that finds the item itself.
 */
export async function findShownFiles(
  { db, files }: { db: Database; files: { links: FileLinks } | null },
  actor: Person,
  item: string | undefined,
): Promise<LinkedItemFile[]> {
  return files ? linkFiles(await filesOf(db, item), files.links, actor) : []
}

/** Gives the covers of a list their links for whoever asks. */
export function linkCovers<Item extends { cover: LinkedFile | null }>(
  items: readonly Item[],
  files: { links: FileLinks } | null,
  { userId }: Person,
): Promise<(Omit<Item, 'cover'> & { cover: string | null })[]> {
  return Promise.all(
    items.map(async (item) => ({
      ...item,
      cover: files && item.cover && (await files.links.link(item.cover, userId)),
    })),
  )
}

export type FiledItem = Pick<Row<'content_items'>, 'id' | 'kind' | 'title' | 'status'> & {
  /** Whether somebody else than who asks has to see what is changed before members do. */
  needsReview: boolean
}

/**
 * An item, for whoever looks after it. Callers check that they ask.
 *
 * @param community null: the platform
 * @throws AppError `not-found` (404)
 */
export async function findFiledItem(
  db: Database,
  community: string | null,
  id: string | undefined,
): Promise<FiledItem> {
  const [row] = isUuid(id)
    ? await db.read(
        sql<FiledItem>`
          select i.id, i.kind, i.title, i.status,
            private.needs_other_eyes(i, private.me()) as "needsReview"
          from public.content_items as i
          left join public.communities as c on c.id = i.community_id
          where ${itemsOf(community)}
            and i.id = ${id}::uuid and i.deleted_at is null`,
      )
    : []
  if (!row) throw new AppError('not-found', 404)
  return row
}

/** A file of an item or a message that the asker may see, however its name is written. */
export async function findFile(db: Database, id: string): Promise<LinkedFile> {
  const [row] = await db.read(
    sql<LinkedFile>`
      select f.id, f.name, f.media_type as "mediaType", f.bytes
      from public.files as f
      where f.id = ${id}::uuid and f.state = 'stored'
      union all
      select f.object_id, f.name, f.media_type, f.bytes
      from public.message_files as f
      where f.object_id = ${id}::uuid
      limit 1`,
  )
  if (!row) throw new AppError('file.not-found', 404)
  return row
}

/**
 * Gives a stored file to an item. What members have is sent for a review with it where its author needs
 * one: the database sees to that, for a removal, too. Where an item has one of a kind, it takes the place of the one
 * before, which the sweep finds when no version speaks of it.
 *
 * Asked in the batch of the write that stores the file.
 */
export function attachFile(
  db: Database,
  { item, file, purpose }: { item: string; file: string; purpose: FilePurpose },
): Promise<unknown> {
  const freed = purposes[purpose].single
    ? db.write(
        sql`
          delete from public.content_files
          where item_id = ${item}::uuid and purpose = ${purpose} and file_id <> ${file}::uuid`,
      )
    : null
  const given = db.write(
    sql`
      insert into public.content_files (item_id, file_id, purpose, place)
      select ${item}::uuid, ${file}::uuid, ${purpose}, coalesce(max(cf.place) + 1, 0)
      from public.content_files as cf
      where cf.item_id = ${item}::uuid and cf.purpose = ${purpose}
      on conflict do nothing`,
  )
  return Promise.all([freed, given])
}

/** Takes a file from an item. A second time changes nothing. */
export async function detachFile(
  db: Database,
  { item, file, purpose }: { item: string; file: string; purpose: FilePurpose },
): Promise<void> {
  if (!isUuid(item) || !isUuid(file)) throw new AppError('not-found', 404)
  await db.write(
    sql`
      delete from public.content_files
      where item_id = ${item}::uuid and file_id = ${file}::uuid and purpose = ${purpose}`,
  )
}
