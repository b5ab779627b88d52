import { type RawBuilder, sql } from 'kysely'

/** A community by its id, not by a join: so a list goes along its index, which begins with it. */
export const communityIdOf = (slug: string | undefined): RawBuilder<unknown> =>
  sql`(select id from public.communities where slug = ${slug ?? ''} and deleted_at is null)`
