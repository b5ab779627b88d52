import { type RawBuilder, sql } from 'kysely'

/**
 * A community by its id, not by a join: so a list goes along its index, which begins with it.
 *
 * @param slug null: none, for what is the platform's
 */
export const communityIdOf = (slug: string | null | undefined): RawBuilder<unknown> =>
  slug === null
    ? sql`null::uuid`
    : sql`(select id from public.communities where slug = ${slug ?? ''} and deleted_at is null)`
