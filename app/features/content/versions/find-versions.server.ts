import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import { isUuid } from '~/platform/uuid'
import type { ItemFile } from '../files/item-files.server'
import { type Body, fieldsIn, itemsOf, missing } from '../find-items.server'
import type { ItemFields } from '../item'
import type { KindOnServer } from '../kind-on-server'
import type { Kind } from '../kinds'

export interface Version extends Pick<Row<'content_versions'>, 'number'> {
  /** What it was called then. */
  title: string
  /** ISO. */
  at: Row<'content_versions'>['published_at']
  /** Who published it; null when the account is gone, or the clock did. */
  by: Row<'profiles'>['display_name'] | null
}

/** Versions that are listed; older ones are reached by their number. */
const LISTED = 100

/** The versions of an item by its address. @param community null: the platform */
const versionsOf = (community: string | null, kind: Kind, id: string) => sql`
  public.content_items as i
  left join public.communities as c on c.id = i.community_id
  join public.content_versions as v on v.item_id = i.id
    and ${itemsOf(community)} and i.id = ${id}::uuid and i.kind = ${kind}`

/** What an item was at each publication, the newest first. Callers check that a coach asks. */
export async function findVersions(
  db: Database,
  kind: Kind,
  community: string | null,
  id: string | undefined,
): Promise<Version[]> {
  if (!isUuid(id)) return []
  return db.read(
    sql<Version>`
      select v.number, v.body ->> 'title' as title, v.published_at as at, p.display_name as by
      from ${versionsOf(community, kind, id)}
      left join public.profiles as p on p.id = v.published_by
      order by v.number desc
      limit ${LISTED}`,
  )
}

/** A file as versions name it: what it was for, and which it was. */
export type KeptFile = Pick<ItemFile, 'name' | 'bytes' | 'purpose'>

/**
 * An item as it was at one publication, and the files that it had, as far as they are there. Callers check
 * that a coach asks.
 *
 * @throws AppError `item.not-found` (404)
 */
export async function findVersion<Fields extends ItemFields>(
  db: Database,
  kind: KindOnServer<Fields>,
  community: string | null,
  { id, number }: { id: string | undefined; number: number },
): Promise<{ fields: Fields; files: KeptFile[] }> {
  const [row] = isUuid(id)
    ? await db.read(
        sql<{ body: Body; kept: { files: KeptFile[] } }>`
          select v.body, jsonb_build_object('files', coalesce(
            (
              select jsonb_agg(
                jsonb_build_object(
                  'name', f.name, 'bytes', f.bytes, 'purpose', had.file ->> 'purpose'
                ) order by had.place
              )
              from jsonb_array_elements(v.body -> 'files') with ordinality as had (file, place)
              join public.files as f on f.id = (had.file ->> 'file')::uuid
            ),
            '[]'
          )) as kept
          from ${versionsOf(community, kind.kind, id)} and v.number = ${number}::integer`,
      )
    : []
  if (!row) throw missing('document')
  return { fields: fieldsIn(kind, row.body), files: row.kept.files }
}

/** The number of a version in an address; null where it names none. */
export function readVersion(text: string | null): number | null {
  const number = Number(text)
  return Number.isInteger(number) && number > 0 && number <= 2_147_483_647 ? number : null
}
