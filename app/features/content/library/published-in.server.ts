import { type RawBuilder, sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'

/**
 * A condition that the item `i` is published in a community: one of its own, or one of the
 * platform's that was given to it.
 */
export const publishedIn = (community: string): RawBuilder<boolean> => sql<boolean>`
  i.status = 'published' and i.deleted_at is null and (
    i.community_id = ${communityIdOf(community)}
    or i.community_id is null and exists (
      select from public.content_assignments as given
      where given.item_id = i.id
        and (given.community_id is null or given.community_id = ${communityIdOf(community)})
    )
  )`
