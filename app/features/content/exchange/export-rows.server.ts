import { type RawBuilder, sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import type { Kind } from '../kinds'
import { EXCHANGE_LIMITS } from './format'

/** Which items of a community are taken out. */
export interface Chosen {
  community: string
  /** Empty: every kind. */
  kinds: readonly Kind[]
  /** Empty: all items of these kinds. */
  items: readonly string[]
}

/** What goes along with the texts. */
export interface Taken {
  withFiles: boolean
  /** Who looks after the items, and the people that they are for. */
  withPeople: boolean
}

export interface ExportedRow
  extends Pick<Row<'content_items'>, 'id' | 'kind' | 'status' | 'version'> {
  /** ISO, with its offset; null: nothing is planned. */
  publishAt: string | null
  /** Null: it is for everybody. */
  audience: { groups: string[]; people: string[]; left_out: number } | null
  /** Null where people do not go along, or nobody of the community looks after it. */
  owner: string | null
  /** Null for each when all together are larger than an export may be. */
  body: Record<string, unknown> | null
}

export interface ExportedFileRow extends Pick<Row<'files'>, 'id' | 'name' | 'bytes'> {
  mediaType: Row<'files'>['media_type']
  sha256: string
}

const chosenIds = ({ community, kinds, items }: Chosen): RawBuilder<unknown> => sql`
  select i.id
  from public.content_items as i
  where i.community_id = (
      select id from public.communities where slug = ${community} and deleted_at is null
    )
    and i.deleted_at is null
    and (${kinds.length === 0} or i.kind = any (${[...kinds]}::text[]))
    and (${items.length === 0} or i.id = any (${[...items]}::uuid[]))
  order by i.id
  limit ${EXCHANGE_LIMITS.items + 1}`

/** Nobody, and the columns of it: where people stay out of an export. */
const nobody = sql`select null::uuid as user_id, null::text as print where false`

/**
 * The items, one more than an export may have. Callers check that a coach asks.
 *
 * @param salt of the fingerprints of people; null: they stay out
 */
export function findExported(
  db: Database,
  chosen: Chosen,
  salt: string | null,
): Promise<ExportedRow[]> {
  const prints =
    salt === null
      ? nobody
      : sql`
        select user_id, print
        from private.member_prints(${communityIdOf(chosen.community)}, ${salt})`
  return db.read(
    sql<ExportedRow>`
      with prints as materialized (${prints}),
      bodies as materialized (
        select i.id, i.kind, i.status, i.version, private.content_body(i) as body,
          (select p.print from prints as p where p.user_id = i.owner_id) as owner,
          case when i.audience is not null then (
            select jsonb_build_object(
              'groups', coalesce(jsonb_agg(g.name order by g.name) filter (where g.id is not null), '[]'),
              'people', coalesce(jsonb_agg(p.print order by p.print) filter (where p.print is not null), '[]'),
              'left_out', count(a.user_id) filter (where p.print is null)
            )
            from public.content_audience as a
            left join public.groups as g on g.id = a.group_id
            left join prints as p on p.user_id = a.user_id
            where a.item_id = i.id
          ) end as audience,
          to_char(i.publish_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "publishAt"
        from public.content_items as i
        where i.id in (${chosenIds(chosen)})
      )
      select id, kind, status, version, audience, owner, "publishAt",
        case
          when sum(octet_length(body::text)) over () <= ${EXCHANGE_LIMITS.textBytes} then body
        end as body
      from bodies
      -- An agent comes after the documents that it answers from.
      order by kind = 'agent', kind, id`,
  )
}

/** The files that the items use. */
export function findExportedFiles(db: Database, chosen: Chosen): Promise<ExportedFileRow[]> {
  return db.read(
    sql<ExportedFileRow>`
      with chosen as materialized (${chosenIds(chosen)})
      select f.id, f.name, f.media_type as "mediaType", f.bytes,
        encode(f.sha256, 'hex') as sha256
      from public.files as f
      where f.state = 'stored'
        and f.id in (
          select cf.file_id from public.content_files as cf where cf.item_id in (select id from chosen)
          union
          select vc.file_id from public.video_captions as vc where vc.video_id in (select id from chosen)
        )
      order by f.id
      limit ${EXCHANGE_LIMITS.files + 1}`,
  )
}

/** Keeps in the audit that a coach takes content out, in the transaction that reads it. */
export function noteExport(
  db: Database,
  chosen: Chosen,
  { withFiles, withPeople }: Taken,
): Promise<unknown> {
  return db.write(
    sql`
      select public.record_security_event(
        'export.content', c.id, 'community', c.id::text,
        jsonb_build_object(
          'items', (select count(*) from (${chosenIds(chosen)}) as chosen),
          'files', ${withFiles}::boolean,
          'people', ${withPeople}::boolean
        )
      )
      from public.communities as c
      where c.slug = ${chosen.community} and c.deleted_at is null
        and (
          c.id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )`,
  )
}
