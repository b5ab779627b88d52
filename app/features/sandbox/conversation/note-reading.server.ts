import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { isUuid } from '~/platform/uuid'

/**
 * Keeps in the audit that a coach reads a conversation that is not theirs, in the batch that reads it:
 * a look that can't be kept shows nothing. Of one's own it keeps nothing.
 */
export async function noteReading(db: Database, conversation: string | undefined): Promise<void> {
  if (!isUuid(conversation)) return
  await db.write(sql`
    select private.note_reading(v.community_id, v.id)
    from public.conversations as v
    where v.id = ${conversation}::uuid and v.owner_id <> (select private.me())`)
}

/** The same of one answer of it, which its reader follows. */
export async function noteFollowing(db: Database, answer: string): Promise<void> {
  await db.write(sql`
    select private.note_reading(v.community_id, v.id)
    from public.messages as m
    join public.conversations as v on v.id = m.conversation_id
    where m.id = ${answer}::uuid and v.owner_id <> (select private.me())`)
}

/** And that a coach reads what members said of answers. */
export async function noteQualityRead(db: Database, community: string): Promise<void> {
  await db.write(sql`select private.note_quality_read(${community})`)
}
