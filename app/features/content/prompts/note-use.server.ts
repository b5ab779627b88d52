import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { publishedIn } from '../published-in.server'

/**
 * Notes with which prompt a conversation of the person who asks began, so that the use is counted:
 * once, however often the post comes. In the batch of the message that it begins with; a prompt that
 * is not there is nothing.
 *
 * @param key of the post that began the conversation
 */
export async function noteUse(
  db: Database,
  { community, prompt, key }: { community: string; prompt: string; key: string },
): Promise<void> {
  await db.write(
    sql`
      insert into public.prompt_uses (conversation_id, prompt_id)
      select v.id, i.id from public.conversations as v
      join public.content_items as i on i.id = ${prompt}::uuid and i.kind = 'prompt'
      where v.owner_id = (select private.me()) and v.start_key = ${key}::uuid
        and ${publishedIn(community)}
      on conflict do nothing`,
  )
}
