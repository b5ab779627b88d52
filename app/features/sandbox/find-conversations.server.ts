import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { keyset } from '~/data/keyset'
import { type Place, readPlace, toPage } from '~/data/paging'
import type { Person } from '~/platform/auth/actor'
import type { ConversationLine, ConversationLines } from './conversation'

/** Conversations on one page of the list. */
export const LIST_PAGE = 20

interface Question {
  /** The community's slug. */
  community: string
  /** The place after which the list goes on: what `older` said before. */
  before?: string | null
  /** Deleted ones, which can be brought back, in the place of the living. */
  deleted?: boolean
}

/** A person's own conversations in a community, newest first, paged by key. */
export async function findConversations(
  db: Database,
  actor: Person,
  { community, before, deleted = false }: Question,
): Promise<ConversationLines> {
  const asked = { towards: 'older', from: readPlace(before ?? null) } as const
  const keys = keyset(sql`v.last_message_at`, sql`v.id`, asked)
  const rows = await db.read(
    sql<Omit<ConversationLine, 'at'> & Place & { said: string }>`
      select v.id, v.title, v.agent_name as "agentName", v.last_message_at as said,
        ${keys.stamp} as at
      from public.conversations as v
      where v.community_id = (
          select id from public.communities where slug = ${community} and deleted_at is null
        )
        and v.owner_id = ${actor.userId}::uuid
        and v.deleted_at ${deleted ? sql`is not null` : sql`is null`} and ${keys.beyond}
      order by ${keys.order}
      limit ${LIST_PAGE + 1}`,
  )
  const { items, older } = toPage(rows, asked, LIST_PAGE)
  return { items: items.map(({ said, ...line }) => ({ ...line, at: said })), older }
}
