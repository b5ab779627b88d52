import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { itemsOf } from '../find-items.server'
import { type FilePurpose, purposes } from './file-purposes'
import { attachFile } from './item-files.server'

/** Where a file is to go. */
export interface Target {
  /** The community's name in addresses; null: the platform. */
  community: string | null
  item: string
  purpose: FilePurpose
}

/**
 * A row for a file that is about to come, with as many bytes as are announced, so that two uploads
 * at once can't pass the community's limit together.
 *
 * @throws AppError `not-found` (404), `not-allowed` (403), `community.storage-full` (409),
 *   `file.purpose` (422) where the item is of a kind that has no such files
 */
export async function reserveFile(
  db: Database,
  { userId }: Person,
  { community, item, purpose }: Target,
  { name, mediaType, bytes }: { name: string; mediaType: string; bytes: number },
): Promise<string> {
  const [row] = isUuid(item)
    ? await db.write(
        sql<{ id: Row<'files'>['id'] | null }>`
          with item as (
            select i.community_id, i.kind
            from public.content_items as i
            left join public.communities as c on c.id = i.community_id
            where ${itemsOf(community)}
              and i.id = ${item}::uuid and i.deleted_at is null
          ), made as (
            insert into public.files (community_id, owner_id, name, media_type, bytes)
            select item.community_id, ${userId}::uuid, ${name}, ${mediaType}, ${bytes}::bigint
            from item where item.kind = coalesce(${purposes[purpose].kind ?? null}::text, item.kind)
            returning id
          )
          select made.id from item left join made on true`,
      )
    : []
  if (!row) throw new AppError('not-found', 404)
  if (row.id === null) throw new AppError('file.purpose', 422)
  return row.id
}

/** A file that lies in the store, looked through. */
export interface WholeFile {
  id: string
  name: string
  mediaType: string
  bytes: number
  sha256: Uint8Array
  /** What captions say, for the search; null for any other file. */
  words: string | null
}

/** Says that a file lies in the store, and gives it to its item, in one batch. */
export async function storeFile(db: Database, target: Target, file: WholeFile): Promise<void> {
  const stored = db.write(
    sql<Pick<Row<'files'>, 'id'>>`
      update public.files
      set state = 'stored', name = ${file.name}, media_type = ${file.mediaType},
        bytes = ${file.bytes}::bigint, sha256 = decode(${hex(file.sha256)}, 'hex'),
        words = ${file.words}::text,
        upload_id = null, part_tags = '{}'
      where id = ${file.id}::uuid
      returning id`,
  )
  const [[row]] = await Promise.all([
    stored,
    attachFile(db, { item: target.item, file: file.id, purpose: target.purpose }),
  ])
  if (!row) throw new AppError('not-found', 404)
}

export const hex = (bytes: Uint8Array) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Gives up a row whose file did not come. */
export async function forgetFile(db: Database, id: string): Promise<void> {
  await db.write(sql`delete from public.files where id = ${id}::uuid and state = 'uploading'`)
}

/** An upload in parts, as it is. */
export interface UploadRow extends Pick<Row<'files'>, 'id' | 'name' | 'state' | 'bytes'> {
  uploadId: string | null
  tags: (string | null)[]
}

/** @throws AppError `upload.not-found` (404) unless the asker themselves began it */
export async function findUpload(
  db: Database,
  { userId }: Person,
  id: string | undefined,
): Promise<UploadRow> {
  const [row] = isUuid(id)
    ? await db.read(
        sql<UploadRow>`
          select id, name, state, bytes, upload_id as "uploadId",
            part_tags as tags
          from public.files
          where id = ${id}::uuid and owner_id = ${userId}::uuid`,
      )
    : []
  if (!row) throw new AppError('upload.not-found', 404)
  return row
}

/** Keeps what the store calls an upload, and how many parts it waits for. */
export async function keepUpload(
  db: Database,
  { id, uploadId, parts }: { id: string; uploadId: string; parts: number },
): Promise<void> {
  await db.write(
    sql`
      update public.files
      set upload_id = ${uploadId},
        part_tags = array_fill(null::text, array[${parts}::integer])
      where id = ${id}::uuid and state = 'uploading'`,
  )
}

/** Keeps what the store calls a part. */
export async function keepPart(
  db: Database,
  { id, number, tag }: { id: string; number: number; tag: string },
): Promise<void> {
  await db.write(
    sql`
      update public.files set part_tags[${number}::integer] = ${tag}
      where id = ${id}::uuid and state = 'uploading'`,
  )
}
