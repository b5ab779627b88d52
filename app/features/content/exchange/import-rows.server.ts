import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { JsonAnswer, Row } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { hex } from '../files/upload-rows.server'
import type { Kind } from '../kinds'

/** What became of an item, or would become of it. */
export const OUTCOMES = [
  'make',
  'change',
  'publish',
  'same',
  'kept',
  'live',
  'taken',
  'deleted',
  'refused',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What is to be said of whom an item is for: how many are here, and how many are not. */
export interface Note {
  groups?: number
  people?: number
  lost_groups?: number
  /** The first few of these groups. */
  names?: string[]
  lost_people?: number
  /** Left out where it is for everybody. */
  whole?: boolean
  /** Who looked after it is no coach here. */
  owner_lost?: true
}

/** An item of an export as a report has it. */
export interface Reported {
  kind: Kind | null
  title: string
  outcome: Outcome
  /** Why it was refused. */
  code?: string
  /** The item that it is here. */
  item?: string
  /** Of what comes in. */
  note?: Note
}

export interface ImportRow
  extends Pick<
    Row<'content_imports'>,
    'id' | 'name' | 'installation' | 'own' | 'publish' | 'overwrite' | 'done'
  > {
  communityId: Row<'content_imports'>['community_id']
  status: 'looked' | 'running' | 'stopped' | 'done'
  report: Reported[]
  /** Null where the export is not kept any more. */
  file: { id: string; bytes: number } | null
  /** ISO. */
  changedAt: Row<'content_imports'>['updated_at']
}

/**
 * A row for an export that is about to come. The bytes that are announced count at once.
 *
 * @throws AppError `not-found` (404), `not-allowed` (403), `community.storage-full` (409)
 */
export async function reservePackage(
  db: Database,
  { userId }: Person,
  community: string,
  { name, bytes }: { name: string; bytes: number },
): Promise<string> {
  const [row] = await db.write(
    sql<Pick<Row<'files'>, 'id'>>`
      insert into public.files (community_id, owner_id, name, media_type, bytes)
      select c.id, ${userId}::uuid, ${name}, 'application/octet-stream', ${bytes}::bigint
      from public.communities as c
      where c.slug = ${community} and c.deleted_at is null
        and (
          c.id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
      returning id`,
  )
  if (!row) throw new AppError('not-allowed', 403)
  return row.id
}

/** Says that a file lies in the store whole. */
export function storePlain(
  db: Database,
  { id, bytes, sha256 }: { id: string; bytes: number; sha256: Uint8Array },
): Promise<unknown> {
  return db.write(
    sql`
      update public.files
      set state = 'stored', bytes = ${bytes}::bigint, sha256 = decode(${hex(sha256)}, 'hex')
      where id = ${id}::uuid`,
  )
}

/** Gives up a file that no item uses. */
export function dropPackage(db: Database, id: string): Promise<unknown> {
  return db.write(
    sql`
      delete from public.files
      where id = ${id}::uuid
        and not exists (select from public.content_files as cf where cf.file_id = files.id)`,
  )
}

/** What decides what becomes of an item. */
interface Plan {
  community: string
  installation: string
  own: boolean
  publish: boolean
  overwrite: boolean
}

/** What would become of these items now, in their order. */
export async function planEntries(
  db: Database,
  { community, ...plan }: Plan,
  entries: object[],
): Promise<Outcome[]> {
  const [row] = await db.read(
    sql<{ plan: Outcome[] }>`
      select array(select jsonb_array_elements_text(public.plan_import(
        ${JSON.stringify(plan)}::jsonb || jsonb_build_object('community_id', ${communityIdOf(community)}),
        ${JSON.stringify(entries)}::jsonb
      ))) as plan`,
  )
  return row?.plan ?? []
}

/** What is to be said of these items, if they come in, in their order; null: nothing. */
export async function findNotes(
  db: Database,
  { community, ...plan }: Plan,
  entries: object[],
): Promise<(Note | null)[]> {
  const [row] = await db.read(
    sql<{ notes: (Note | null)[] }>`
      select array(select nullif(told.note, 'null') from jsonb_array_elements(public.import_notes(
        ${JSON.stringify(plan)}::jsonb || jsonb_build_object('community_id', ${communityIdOf(community)}),
        ${JSON.stringify(entries)}::jsonb
      )) with ordinality as told (note, place) order by told.place) as notes`,
  )
  return row?.notes ?? []
}

/** Keeps what was found in an export. */
export async function keepImport(
  db: Database,
  { userId }: Person,
  community: string,
  found: Pick<ImportRow, 'name' | 'installation' | 'own' | 'report'> & { file: string },
): Promise<string> {
  const [row] = await db.write(
    sql<Pick<Row<'content_imports'>, 'id'>>`
      insert into public.content_imports
        (community_id, owner_id, file_id, name, installation, own, report)
      values (
        ${communityIdOf(community)}, ${userId}::uuid, ${found.file}::uuid, ${found.name},
        ${found.installation}, ${found.own}, ${JSON.stringify(found.report)}::jsonb
      )
      returning id`,
  )
  if (!row) throw new AppError('unexpected', 500)
  return row.id
}

/** @throws AppError `import.not-found` (404) */
export async function findImport(
  db: Database,
  community: string,
  id: string | undefined,
): Promise<ImportRow> {
  const [row] = isUuid(id)
    ? await db.read(
        sql<ImportRow>`
          select i.id, i.community_id as "communityId", i.name, i.installation, i.own, i.publish,
            i.overwrite, i.done, i.status,
            array(select jsonb_array_elements(i.report)) as report, i.updated_at as "changedAt",
            case
              when f.id is not null then jsonb_build_object('id', f.id, 'bytes', f.bytes)
            end as file
          from public.content_imports as i
          left join public.files as f on f.id = i.file_id
          where i.id = ${id}::uuid and i.community_id = ${communityIdOf(community)}`,
      )
    : []
  if (!row) throw new AppError('import.not-found', 404)
  return row
}

export interface ImportSummary
  extends Pick<Row<'content_imports'>, 'id' | 'name' | 'status' | 'done'> {
  all: number
  /** ISO. */
  at: Row<'content_imports'>['created_at']
}

/** The imports of a community, the latest first. */
export function findImports(db: Database, community: string): Promise<ImportSummary[]> {
  return db.read(
    sql<ImportSummary>`
      select i.id, i.name, i.status, i.done, jsonb_array_length(i.report) as all,
        i.created_at as at
      from public.content_imports as i
      where i.community_id = ${communityIdOf(community)}
      order by i.id desc
      limit 10`,
  )
}

/** Has an import begin, or go on, as the coach wishes it. One that is done stays done. */
export function startImport(
  db: Database,
  community: string,
  id: string,
  { publish, overwrite }: Pick<ImportRow, 'publish' | 'overwrite'>,
): Promise<unknown> {
  return db.write(
    sql`
      update public.content_imports
      set status = 'running', publish = ${publish}, overwrite = ${overwrite}
      where id = ${id}::uuid and community_id = ${communityIdOf(community)}
        and status in ('looked', 'stopped')`,
  )
}

/** Stops an import; what is in stays. */
export function stopImport(db: Database, community: string, id: string): Promise<unknown> {
  return db.write(
    sql`
      update public.content_imports set status = 'stopped'
      where id = ${id}::uuid and community_id = ${communityIdOf(community)} and status = 'running'`,
  )
}

export interface Ran extends Pick<ImportRow, 'done' | 'status'> {
  /** It was stopped, or somebody else went on with it: nothing was done. */
  moved: boolean
}

/** Brings the next items in, each for itself. */
export async function runEntries(
  db: Database,
  { communityId, id }: Pick<ImportRow, 'communityId' | 'id'>,
  from: number,
  entries: object[],
): Promise<Ran> {
  const [row] = await db.write(
    sql<{ ran: JsonAnswer<'run_import', Ran> }>`
      select public.run_import(
        ${communityId}::uuid, ${id}::uuid, ${from}::integer, ${JSON.stringify(entries)}::jsonb
      ) as ran`,
  )
  if (!row) throw new AppError('unexpected', 500)
  return row.ran
}

/** Stored files of a community with one of these hashes. */
export function findSameFiles(
  db: Database,
  communityId: string,
  hashes: string[],
): Promise<{ id: string; sha256: string; name: string; mediaType: string }[]> {
  return db.read(
    sql<{ id: string; sha256: string; name: string; mediaType: string }>`
      select f.id, encode(f.sha256, 'hex') as sha256, f.name, f.media_type as "mediaType"
      from public.files as f
      where f.community_id = ${communityId}::uuid and f.state = 'stored'
        and encode(f.sha256, 'hex') = any (${hashes}::text[])`,
  )
}

/** A row for a file of an export that is about to be laid. */
export async function reserveImported(
  db: Database,
  { userId }: Person,
  communityId: string,
  { name, mediaType, bytes }: { name: string; mediaType: string; bytes: number },
): Promise<string> {
  const [row] = await db.write(
    sql<Pick<Row<'files'>, 'id'>>`
      insert into public.files (community_id, owner_id, name, media_type, bytes)
      values (${communityId}::uuid, ${userId}::uuid, ${name}, ${mediaType}, ${bytes}::bigint)
      returning id`,
  )
  if (!row) throw new AppError('unexpected', 500)
  return row.id
}
