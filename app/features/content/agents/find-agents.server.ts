import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import { publishedIn } from '../library/published-in.server'

/** Agents that a list offers at most. */
const MOST = 100

type NamedAgent = Pick<Row<'content_items'>, 'id' | 'title'>

/** The agents of a community that answer, by name: its own, and the platform's that it was given. */
export function findAgents(db: Database, community: string): Promise<NamedAgent[]> {
  return db.read(
    sql<NamedAgent>`
      select i.id, i.title
      from public.content_items as i
      where i.kind = 'agent' and ${publishedIn(community)}
      order by i.title, i.id
      limit ${MOST}`,
  )
}
