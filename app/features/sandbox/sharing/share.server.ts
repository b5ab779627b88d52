import { type RawBuilder, sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import { keyset } from '~/data/keyset'
import { type Place, readPlace, toPage } from '~/data/paging'
import type { Row } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { COPIES_PAGE, COPY_PAGE, type CopyLine, type CopyLines, type SharedCopy } from './shared'

/** Bytes of chance in a link. */
const KEY_BYTES = 32
const KEY = /^[A-Za-z0-9_-]{43}$/

/** What is kept of a link: who reads the database can open none. */
async function hashOf(key: string): Promise<RawBuilder<unknown>> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))
  return sql`decode(${Buffer.from(digest).toString('hex')}, 'hex')`
}

interface Wish {
  /** The conversation. */
  id: string
  audience: Row<'conversation_copies'>['audience']
  /** Whether its owner is named in it. */
  named: boolean
}

/**
 * Copies a conversation of one's own as it is now, for whoever has the link.
 *
 * @returns what the link holds; it is known nowhere else
 * @throws AppError `not-found` (404), `share.not-public` or `share.enough` (409)
 */
export async function shareConversation(
  db: Database,
  { id, audience, named }: Wish,
): Promise<string> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const key = Buffer.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES))).toString('base64url')
  const hash = await hashOf(key)
  await db.write(
    sql`select public.share_conversation(${id}::uuid, ${audience}, ${hash}, ${named}::boolean)`,
  )
  return key
}

/** Erases a copy of one's own. Doing it twice changes nothing. */
export async function revokeCopy(db: Database, actor: Person, id: string): Promise<void> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  await db.write(
    sql`delete from public.conversation_copies
        where id = ${id}::uuid and owner_id = ${actor.userId}::uuid`,
  )
}

/** The copies that one shares of a conversation: there are twenty at most. */
export function findCopiesOf(db: Database, actor: Person, id: string): Promise<CopyLine[]> {
  return db.read(
    sql<CopyLine>`
      select c.id, c.conversation_id as "conversationId", c.title, c.audience, c.created_at as at
      from public.conversation_copies as c
      where c.conversation_id = ${id}::uuid and c.owner_id = ${actor.userId}::uuid
      order by c.created_at desc, c.id desc`,
  )
}

/** All that one shares in a community, newest first, paged by key. */
export async function findCopies(
  db: Database,
  actor: Person,
  { community, before }: { community: string; before: string | null },
): Promise<CopyLines> {
  const asked = { towards: 'older', from: readPlace(before) } as const
  const keys = keyset(sql`c.created_at`, sql`c.id`, asked)
  const rows = await db.read(
    sql<Omit<CopyLine, 'at'> & Place & { shared: string }>`
      select c.id, c.conversation_id as "conversationId", c.title, c.audience,
        c.created_at as shared, ${keys.stamp} as at
      from public.conversation_copies as c
      where c.owner_id = ${actor.userId}::uuid
        and c.community_id = ${communityIdOf(community)}
        and ${keys.beyond}
      order by ${keys.order}
      limit ${COPIES_PAGE + 1}`,
  )
  const { items, older } = toPage(rows, asked, COPIES_PAGE)
  return { items: items.map(({ shared, ...line }) => ({ ...line, at: shared })), older }
}

/**
 * What a link opens, a page of it: for nobody in particular, or for members of the community.
 *
 * @throws AppError `not-found` (404): revoked, never there, or not for whoever asks
 */
export async function readCopy(
  db: Database,
  key: string | undefined,
  after: number,
): Promise<SharedCopy> {
  if (!key || !KEY.test(key)) throw new AppError('not-found', 404)
  const hash = await hashOf(key)
  const [row] = await db.read(
    sql<{ copy: Omit<SharedCopy, 'next'> | null }>`
      select public.read_copy(${hash}, ${after}::integer) as copy`,
  )
  if (!row?.copy) throw new AppError('not-found', 404)
  const { messages, ...copy } = row.copy
  const shown = messages.slice(0, COPY_PAGE)
  return {
    ...copy,
    messages: shown,
    next: messages.length > COPY_PAGE ? (shown.at(-1)?.place ?? null) : null,
  }
}
