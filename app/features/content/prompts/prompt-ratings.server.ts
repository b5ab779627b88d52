import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import { isUuid } from '~/platform/uuid'
import { missing } from '../find-items.server'
import { publishedIn } from '../library/published-in.server'
import { type Tally, tallyOf } from '../library/tally.server'

/** How a prompt does in a community, and what the person who asks thinks of it. */
export interface PromptTally {
  /** Null where nobody used or rated it. */
  tally: Tally | null
  /** Null where they said nothing. */
  mine: Row<'prompt_ratings'>['good'] | null
}

export async function findPromptTally(
  db: Database,
  community: string,
  prompt: string | undefined,
): Promise<PromptTally> {
  const id = communityIdOf(community)
  const [row] = isUuid(prompt)
    ? await db.read(
        sql<PromptTally>`
          select
            ${tallyOf(sql`${prompt}::uuid`, id)} as tally,
            (
              select r.good from public.prompt_ratings as r
              where r.community_id = ${id} and r.prompt_id = ${prompt}::uuid
                and r.user_id = (select private.me())
            ) as mine`,
      )
    : []
  return row ?? { tally: null, mine: null }
}

interface Rating {
  community: string
  prompt: string | undefined
  /** Null takes it back. */
  good: boolean | null
}

/**
 * Keeps what a member thinks of a prompt. The same twice changes nothing.
 *
 * @throws AppError `prompt.not-found` (404)
 */
export async function ratePrompt(db: Database, { community, prompt, good }: Rating): Promise<void> {
  if (!isUuid(prompt)) throw missing('prompt')
  const id = communityIdOf(community)
  const found = sql`
    select i.id from public.content_items as i
    where i.id = ${prompt}::uuid and i.kind = 'prompt' and ${publishedIn(community)}`
  const [row] = await db.write(
    good === null
      ? sql<{ id: string }>`
          with found as materialized (${found}), dropped as (
            delete from public.prompt_ratings as r using found
            where r.community_id = ${id} and r.prompt_id = found.id
              and r.user_id = (select private.me())
          )
          select id from found`
      : sql<{ id: string }>`
          with found as materialized (${found}), rated as (
            insert into public.prompt_ratings as r (community_id, prompt_id, user_id, good)
            select ${id}, found.id, (select private.me()), ${good}::boolean from found
            on conflict (community_id, prompt_id, user_id) do update set good = excluded.good
            where r.good <> excluded.good
          )
          select id from found`,
  )
  if (!row) throw missing('prompt')
}
