import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { Limits } from './limits'

/** A community's own limits, and those of whoever runs the platform. */
export interface SetLimits {
  own: Limits
  ceiling: Limits
}

const none: Limits = {
  personMessages: null,
  communityMessages: null,
  personAnswers: null,
  communityAnswers: null,
}

/** What those set who run a community and the platform. */
export async function findLimits(db: Database, slug: string): Promise<SetLimits> {
  const rows = await db.read(
    sql<Limits & { ceiling: boolean }>`
      select l.ceiling, l.person_messages as "personMessages",
        l.community_messages as "communityMessages", l.person_answers as "personAnswers",
        l.community_answers as "communityAnswers"
      from public.answer_limits as l
      where l.community_id = ${communityIdOf(slug)}`,
  )
  const of = (which: boolean): Limits => {
    const { ceiling: _, ...limits } = rows.find(({ ceiling }) => ceiling === which) ?? {
      ceiling: which,
      ...none,
    }
    return limits
  }
  return { own: of(false), ceiling: of(true) }
}

/**
 * Sets a community's own limits, or the platform's for it; they hold from the next message on.
 *
 * @throws AppError `not-allowed` (403) for others than coaches, or a ceiling that no super admin sets
 */
export async function setLimits(
  db: Database,
  slug: string,
  limits: Limits,
  ceiling: boolean,
): Promise<void> {
  const { personMessages, communityMessages, personAnswers, communityAnswers } = limits
  await db.write(
    sql`
      insert into public.answer_limits (
        community_id, ceiling, person_messages, community_messages, person_answers,
        community_answers
      )
      select c.id, ${ceiling}::boolean, ${personMessages}::integer, ${communityMessages}::integer,
        ${personAnswers}::integer, ${communityAnswers}::integer
      from public.communities as c
      where c.slug = ${slug} and c.deleted_at is null
      on conflict (community_id, ceiling) do update
      set person_messages = excluded.person_messages,
        community_messages = excluded.community_messages,
        person_answers = excluded.person_answers,
        community_answers = excluded.community_answers`,
  )
}
