import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { publishedIn } from '../library/published-in.server'

/**
 * Notes which prompt a message of the person who asks was made from, so that the use is counted: once
 * a conversation, however often the post comes. In the batch of the message; a prompt that is not
 * there is nothing.
 *
 * @param to the conversation that goes on, or the key of the post that began one
 */
export async function noteUse(
  db: Database,
  {
    community,
    prompt,
    to,
  }: { community: string; prompt: string; to: { conversation: string } | { key: string } },
): Promise<void> {
  const { conversation, key } = { conversation: null, key: null, ...to }
  await db.write(
    sql`
      insert into public.prompt_uses (conversation_id, prompt_id)
      select v.id, i.id from public.conversations as v
      join public.content_items as i on i.id = ${prompt}::uuid and i.kind = 'prompt'
      where v.owner_id = (select private.me())
        and v.id = coalesce(${conversation}::uuid, (
          select begun.id from public.conversations as begun
          where begun.owner_id = (select private.me()) and begun.start_key = ${key}::uuid
        ))
        and ${publishedIn(community)}
      on conflict do nothing`,
  )
}
