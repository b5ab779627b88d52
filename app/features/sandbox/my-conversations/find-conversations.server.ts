import { type RawBuilder, sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import { keyset } from '~/data/keyset'
import { type Place, readPlace, toPage } from '~/data/paging'
import type { Person } from '~/platform/auth/actor'
import type { ConversationLine, ConversationLines } from '../conversation/conversation'
import { heldSign } from '../moderation/held-news.server'
import { MOST_PINNED } from './change-conversation.server'

/** Conversations on one page of the list. */
export const LIST_PAGE = 20
/** Folders that are offered. */
const MOST_FOLDERS = 100

/** Which of one's conversations: those at hand, those laid away, those deleted, those of a folder. */
export type Which = 'open' | 'archived' | 'deleted' | { folder: string }

interface Question {
  /** The community's slug. */
  community: string
  /** The place after which the list goes on: what `older` said before. */
  before?: string | null
  which?: Which
}

const ofWhich = (which: Which): RawBuilder<unknown> => {
  if (which === 'deleted') return sql`v.deleted_at is not null`
  if (which === 'archived') return sql`v.deleted_at is null and v.archived_at is not null`
  if (which === 'open') {
    return sql`v.deleted_at is null and v.archived_at is null and v.pinned_at is null`
  }
  return sql`v.deleted_at is null and v.folder = ${which.folder}`
}

const columns = sql`v.id, v.title, v.agent_name as "agentName", v.folder,
  v.pinned_at is not null as pinned, v.archived_at is not null as archived,
  v.last_message_at as said, held.sign as held`

type Line = Omit<ConversationLine, 'at'> & { said: string }

/**
 * A person's own conversations in a community, newest first, paged by key. Those that are pinned stand
 * above the first page of those at hand.
 */
export async function findConversations(
  db: Database,
  actor: Person,
  { community, before, which = 'open' }: Question,
): Promise<ConversationLines> {
  const asked = { towards: 'older', from: readPlace(before ?? null) } as const
  const keys = keyset(sql`v.last_message_at`, sql`v.id`, asked)
  const [pinned, rows] = await Promise.all([
    which === 'open' && asked.from === null ? findPinned(db, actor, community) : [],
    db.read(
      sql<Line & Place>`
        select ${columns}, ${keys.stamp} as at
        from public.conversations as v
        left join lateral (${heldSign}) as held on true
        where v.community_id = ${communityIdOf(community)}
          and v.owner_id = ${actor.userId}::uuid and ${ofWhich(which)} and ${keys.beyond}
        order by ${keys.order}
        limit ${LIST_PAGE + 1}`,
    ),
  ])
  const { items, older } = toPage(rows, asked, LIST_PAGE)
  return { items: [...pinned, ...items].map(({ said, ...line }) => ({ ...line, at: said })), older }
}

function findPinned(db: Database, actor: Person, community: string): Promise<Line[]> {
  return db.read(
    sql<Line>`
      select ${columns}
      from public.conversations as v
      left join lateral (${heldSign}) as held on true
      where v.community_id = ${communityIdOf(community)}
        and v.owner_id = ${actor.userId}::uuid
        and v.deleted_at is null and v.pinned_at is not null
      order by v.pinned_at desc, v.id desc
      limit ${MOST_PINNED}`,
  )
}

/** The folders that a person's conversations in a community are in, by name. */
export async function findFolders(
  db: Database,
  actor: Person,
  community: string,
): Promise<string[]> {
  const rows = await db.read(
    sql<Pick<ConversationLine, 'folder'>>`
      select distinct v.folder
      from public.conversations as v
      where v.community_id = ${communityIdOf(community)}
        and v.owner_id = ${actor.userId}::uuid
        and v.deleted_at is null and v.folder is not null
      order by v.folder
      limit ${MOST_FOLDERS}`,
  )
  return rows.flatMap(({ folder }) => folder ?? [])
}
