import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { Answer } from '~/data/tables'
import type { HoldRules } from './held'

const none: HoldRules = {
  words: [],
  refuses: false,
  refusal: '',
  answers: false,
  review: false,
  provider: false,
}

/** What a community holds; its coaches alone see it. */
export async function findHoldRules(db: Database, slug: string): Promise<HoldRules> {
  const [rules] = await db.read(
    sql<HoldRules>`
      select r.words, r.refuses, r.refusal, r.answers, r.review, r.provider
      from public.moderation_rules as r
      where r.community_id = ${communityIdOf(slug)}`,
  )
  return rules ?? none
}

/**
 * Sets what a community holds, from the next message on.
 *
 * @throws AppError `not-allowed` (403) for others than coaches
 */
export async function setHoldRules(db: Database, slug: string, rules: HoldRules): Promise<void> {
  const { words, refuses, refusal, answers, review, provider } = rules
  await db.write(
    sql`
      insert into public.moderation_rules (
        community_id, words, refuses, refusal, answers, review, provider
      )
      select c.id, array(select jsonb_array_elements_text(${JSON.stringify(words)}::jsonb)),
        ${refuses}::boolean, ${refusal}, ${answers}::boolean, ${review}::boolean,
        ${provider}::boolean
      from public.communities as c
      where c.slug = ${slug} and c.deleted_at is null
      on conflict (community_id) do update
      set words = excluded.words, refuses = excluded.refuses, refusal = excluded.refusal,
        answers = excluded.answers, review = excluded.review,
        provider = excluded.provider`,
  )
}

/** Who looks at what members write here before it is answered: `coach`, `service`. */
export async function findLooksFirst(db: Database, slug: string): Promise<string[]> {
  const [row] = await db.read(
    sql<{ looks: Answer<'who_looks_first'> }>`
      select public.who_looks_first(${communityIdOf(slug)}) as looks`,
  )
  return row?.looks ?? []
}
