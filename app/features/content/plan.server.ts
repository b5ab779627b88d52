import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'

/** Coaches that a form offers; a community has few. */
const MOST_COACHES = 200

export interface Coach extends Pick<Row<'profiles'>, 'id'> {
  name: Row<'memberships'>['display_name']
}

/** Those who run a community, by name. Callers check that a coach asks. */
export function findCoaches(db: Database, community: string): Promise<Coach[]> {
  return db.read(
    sql<Coach>`
      select m.user_id as id, m.display_name as name
      from public.communities as c
      join public.memberships as m on m.community_id = c.id and m.role = 'community_admin'
      where c.slug = ${community} and c.deleted_at is null
      order by m.display_name, m.user_id
      limit ${MOST_COACHES}`,
  )
}

/** A date and time as `<input type="datetime-local">` sends it. */
const LOCAL = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?$/

/** A local date and time that exists in the calendar; null: it is none. */
export function readLocalTime(text: string): string | null {
  const [, day] = LOCAL.exec(text) ?? []
  if (!day) return null
  const date = new Date(`${day}T00:00:00Z`)
  const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
  return real && date.getUTCFullYear() > 0 ? text : null
}
