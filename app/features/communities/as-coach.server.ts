import type { Database } from '~/data/database.server'
import type { Person } from '~/platform/auth/actor'
import { findCommunity, requireCoach } from './find-community.server'

/**
 * Runs a coach's change beside the look at its community, in one batch. What the community says
 * (not yours, not a coach) comes before what the change says.
 *
 * @throws AppError `not-found`, `not-allowed`, or what the change throws
 */
export async function asCoach<Changed>(
  db: Database,
  actor: Person,
  slug: string | undefined,
  change: () => Promise<Changed>,
): Promise<Changed> {
  const [community, changed] = await Promise.allSettled([findCommunity(db, actor, slug), change()])
  if (community.status === 'rejected') throw community.reason
  requireCoach(community.value)
  if (changed.status === 'rejected') throw changed.reason
  return changed.value
}
