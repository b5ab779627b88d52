import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { JsonAnswer, Row } from '~/data/tables'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import type { Kind } from './kinds'

/** Groups that the form offers, those that are chosen first. */
const MOST_GROUPS = 200
/** How far the members of a group are counted. */
const COUNTED = 1000

export interface AudienceGroup extends Pick<Row<'groups'>, 'id' | 'name'> {
  chosen: boolean
  /** Its members, as far as they are counted. */
  members: number
}

export interface AudiencePerson {
  id: Row<'memberships'>['user_id']
  name: Row<'memberships'>['display_name']
}

/** Who may use an item, as its coach sees and chooses it. */
export interface Audience extends Pick<Row<'content_items'>, 'id' | 'title'> {
  kind: Kind
  /** Tells this choice from another's, for whoever saves it. */
  seen: string
  limited: boolean
  groups: AudienceGroup[]
  /** Those who were chosen one by one. */
  people: AudiencePerson[]
}

/**
 * Who may use an item of a community. Callers check that a coach asks.
 *
 * @throws AppError `not-found` (404)
 */
export async function findAudience(
  db: Database,
  community: string,
  id: string | undefined,
): Promise<Audience> {
  const [row] = isUuid(id)
    ? await db.read(
        sql<{ told: Audience }>`
          select to_jsonb(told) as told from (
            select i.id, i.kind, i.title, private.audience_mark(i.audience) as seen,
              i.audience is not null as limited,
              coalesce((
                select jsonb_agg(to_jsonb(g) order by g.chosen desc, lower(g.name))
                from (
                  select g.id, g.name, coalesce(g.id = any (i.audience), false) as chosen,
                    (
                      select count(*) from (
                        select from public.group_members as m
                        where m.community_id = g.community_id and m.group_id = g.id
                        limit ${COUNTED + 1}
                      ) as counted
                    ) as members
                  from public.groups as g
                  where g.community_id = c.id
                  order by coalesce(g.id = any (i.audience), false) desc, lower(g.name)
                  limit ${MOST_GROUPS}
                ) as g
              ), '[]') as groups,
              coalesce((
                select jsonb_agg(
                  jsonb_build_object('id', m.user_id, 'name', m.display_name)
                  order by m.display_name, m.user_id
                )
                from public.content_audience as a
                join public.memberships as m
                  on m.community_id = a.community_id and m.user_id = a.user_id
                where a.item_id = i.id
              ), '[]') as people
            from public.content_items as i
            join public.communities as c on c.id = i.community_id
            where c.slug = ${community} and c.deleted_at is null
              and i.id = ${id}::uuid and i.deleted_at is null
          ) as told`,
      )
    : []
  if (!row) throw new AppError('not-found', 404)
  return row.told
}

/** What a coach chooses. */
export interface AudienceChoice {
  limited: boolean
  groups: string[]
  people: string[]
  /** Of members who are chosen too. */
  emails: string[]
  /** What the form was opened with. */
  seen: string
}

interface Chosen extends Pick<Row<'content_items'>, 'title'> {
  /** Addresses that belong to no member; where there are some, nothing was done. */
  unknown: string[]
}

/**
 * Limits an item to groups and people of its community, or opens it to everybody there.
 *
 * @throws AppError `audience.nobody`, `audience.many` (422), `audience.changed` (409), 404
 */
export async function setAudience(
  db: Database,
  { community, id }: { community: string; id: string | undefined },
  { limited, groups, people, emails, seen }: AudienceChoice,
): Promise<Chosen> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [row] = await db.write(
    sql<{ chosen: JsonAnswer<'set_audience', Chosen> }>`
      select public.set_audience(
        i.id, ${seen}, ${limited}, ${groups}::uuid[], ${people}::uuid[], ${emails}::text[]
      ) as chosen
      from public.content_items as i
      join public.communities as c on c.id = i.community_id
      where c.slug = ${community} and c.deleted_at is null and i.id = ${id}::uuid`,
  )
  if (!row) throw new AppError('not-found', 404)
  return row.chosen
}
