import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Person } from '~/platform/auth/actor'
import { type ConversationLine, type ConversationLines, isUuid } from './conversation'

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

const STAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}$/

/** A place in the list: when, to the microsecond and without a zone (UTC), and which. */
function readPlace(text: string | null | undefined): { at: string; id: string } | null {
  const [at = '', id = ''] = (text ?? '').split('~', 2)
  return STAMP.test(at) && !Number.isNaN(Date.parse(`${at}Z`)) && isUuid(id) ? { at, id } : null
}

/** A person's own conversations in a community, newest first, paged by key. */
export async function findConversations(
  db: Database,
  actor: Person,
  { community, before, deleted = false }: Question,
): Promise<ConversationLines> {
  const place = readPlace(before)
  const beyond = place
    ? sql`(v.last_message_at, v.id) < (${place.at}::timestamp at time zone 'UTC', ${place.id}::uuid)`
    : sql`true`
  const rows = await db.read(
    sql<ConversationLine & { stamp: string }>`
      select v.id, v.title, v.agent_name as "agentName", v.last_message_at as at,
        to_char(v.last_message_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as stamp
      from public.conversations as v
      join public.communities as c on c.id = v.community_id
      where c.slug = ${community} and c.deleted_at is null and v.owner_id = ${actor.userId}::uuid
        and v.deleted_at ${deleted ? sql`is not null` : sql`is null`} and ${beyond}
      order by v.last_message_at desc, v.id desc
      limit ${LIST_PAGE + 1}`,
  )
  const shown = rows.slice(0, LIST_PAGE)
  const last = shown.at(-1)
  return {
    items: shown.map(({ stamp: _, ...line }) => line),
    older: rows.length > LIST_PAGE && last ? `${last.stamp}~${last.id}` : null,
  }
}
