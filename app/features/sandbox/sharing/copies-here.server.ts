import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import { keyset } from '~/data/keyset'
import { type Asked, type Page, type Place, toPage } from '~/data/paging'
import type { Row } from '~/data/tables'
import { isUuid } from '~/platform/uuid'
import { COPIES_PAGE, type CopyLine } from './shared'

/** A copy as the coaches of its community see it: what stands on it, and not what it was made from. */
export interface CopyHere extends Pick<CopyLine, 'id' | 'title' | 'audience'> {
  agent: Row<'conversation_copies'>['agent_name']
  /** Whom it names; null where its owner chose not to be named. */
  by: Row<'conversation_copies'>['owner_name']
  /** Whether the community allows links for everybody now. */
  allowed: Row<'communities'>['public_copies']
  /** When it was made, ISO. */
  shared: Row<'conversation_copies'>['created_at']
}

/** What members of a community share by link, newest first, for its coaches. */
export async function findCopiesHere(
  db: Database,
  community: string,
  asked: Asked,
): Promise<Page<CopyHere>> {
  const keys = keyset(sql`c.created_at`, sql`c.id`, asked)
  const rows = await db.read(
    sql<CopyHere & Place>`
      select c.id, c.title, c.audience, c.agent_name as agent, c.owner_name as by,
        place.public_copies as allowed, c.created_at as shared, ${keys.stamp} as at
      from public.conversation_copies as c
      join public.communities as place on place.id = c.community_id
      where c.community_id = ${communityIdOf(community)}
        and ${keys.beyond}
      order by ${keys.order}
      limit ${COPIES_PAGE + 1}`,
  )
  return toPage(rows, asked, COPIES_PAGE)
}

/** Erases a copy that is shared in a community, for its coaches. Doing it twice changes nothing. */
export async function revokeCopyHere(db: Database, community: string, id: string): Promise<void> {
  if (!isUuid(id)) return
  await db.write(
    sql`delete from public.conversation_copies
        where id = ${id}::uuid and community_id = ${communityIdOf(community)}
          and community_id = any ((select private.my_admin_communities())::uuid[])`,
  )
}
