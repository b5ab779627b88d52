import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Answer } from '~/data/tables'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import type { ServedDraft } from '../conversation/conversation'

/**
 * Keeps what was typed into a conversation of one's own and not sent, in the place of what was kept
 * before; nothing but blanks forgets it.
 *
 * @returns when, by the database's clock, ISO
 * @throws AppError `not-found` (404), `message.too-long` (422)
 */
export async function keepDraft(
  db: Database,
  conversation: string | undefined,
  text: string,
): Promise<string> {
  if (!isUuid(conversation)) throw new AppError('not-found', 404)
  const [row] = await db.write(
    sql<{ at: Answer<'keep_draft'> }>`
      select public.keep_draft(${conversation}::uuid, ${text}) as at`,
  )
  if (!row) throw new AppError('unexpected', 500)
  return row.at
}

/** What was typed into a conversation of one's own and not sent. */
export async function findDraft(db: Database, conversation: string): Promise<ServedDraft | null> {
  const [row] = await db.read(
    sql<{ draft: ServedDraft }>`
      select jsonb_build_object('at', now(), 'text', (
        select nullif(d.text, '') from public.message_drafts as d
        where d.conversation_id = ${conversation}::uuid
      )) as draft`,
  )
  return row?.draft ?? null
}

interface Beginning {
  /** The community's slug. */
  community: string
  agent: string | undefined
  /** What was typed already, kept as its draft. */
  text: string
  /** The key of the post: the same key again begins nothing new. */
  key: string
}

/**
 * Begins a conversation before its first message, so that something can be attached to that.
 *
 * @returns its id; of one that was begun before where nothing was typed into it
 * @throws AppError `not-found` (404), `agent.gone`, `begun.enough` (409), `message.too-long` (422)
 */
export async function beginConversation(
  db: Database,
  { community, agent, text, key }: Beginning,
): Promise<string> {
  if (!isUuid(agent)) throw new AppError('not-found', 404)
  const [row] = await db.write(
    sql<{ id: Answer<'begin_conversation'> }>`
      select public.begin_conversation(
        (select id from public.communities where slug = ${community} and deleted_at is null),
        ${agent}::uuid, ${text}, ${key}::uuid
      ) as id`,
  )
  if (!row) throw new AppError('unexpected', 500)
  return row.id
}
