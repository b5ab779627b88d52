import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import { OFFERED } from '../kinds'
import { publishedIn } from './published-in.server'
import { type Mark, markOf } from './seen.server'

/** How many of each thing a dashboard shows: one screen on a phone. */
const FEW = 3
const SOME = 5
/** The newest of each kind, and the last that a person opened: more are not gone through. */
const NEWEST = 20
const OPENED = 100

export interface Begun extends Pick<Row<'content_items'>, 'id' | 'kind' | 'title'> {
  /** The second of a video at which the person stopped, or how far they are otherwise. */
  reached: number
  /** From 0 to 1. */
  share: number
  /** ISO. */
  at: Row<'content_progress'>['updated_at']
}

/** What a person began and has not ended, the last first. */
export function findBegun(db: Database, community: string): Promise<Begun[]> {
  return db.read(
    sql<Begun>`
      select i.id, i.kind, i.title, p.reached::float8 as reached, p.share::float8 as share,
        p.updated_at as at
      from (
        select * from public.content_progress as p
        where p.user_id = (select private.me())
        order by p.updated_at desc, p.item_id
        limit ${OPENED}
      ) as p
      join public.content_items as i on i.id = p.item_id
      where p.completed_at is null and (p.reached > 0 or p.share > 0) and ${publishedIn(community)}
      order by p.updated_at desc, i.id
      limit ${FEW}`,
  )
}

export type Fresh = Pick<Row<'content_items'>, 'id' | 'kind' | 'title' | 'summary'> & {
  mark: NonNullable<Mark>
}

/** What a person has not opened yet, and what was published anew since they did, the newest first. */
export function findFresh(db: Database, community: string): Promise<Fresh[]> {
  const id = communityIdOf(community)
  const kinds = sql.join(OFFERED.map((kind) => sql`(${kind}::text)`))
  return db.read(
    sql<Fresh>`
      with newest as (
        select one.id
        from (values ${kinds}) as kinds (kind)
        cross join lateral (
          select i.id from public.content_items as i
          where i.community_id = ${id} and i.kind = kinds.kind
            and i.status = 'published' and i.deleted_at is null
          order by i.published_at desc, i.id desc
          limit ${NEWEST}
        ) as one
        union all
        select i.id from public.content_items as i
        where i.community_id is null and ${publishedIn(community)}
        union all
        select p.item_id from (
          select p.item_id from public.content_progress as p
          where p.user_id = (select private.me())
          order by p.updated_at desc, p.item_id
          limit ${OPENED}
        ) as p
      )
      select i.id, i.kind, i.title, i.summary, marked.mark
      from (select distinct id from newest) as one
      join public.content_items as i on i.id = one.id
      cross join lateral (select ${markOf(sql`i.id`)} as mark) as marked
      where marked.mark is not null and ${publishedIn(community)}
      order by i.updated_at desc, i.id desc
      limit ${SOME}`,
  )
}
