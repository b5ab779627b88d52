import type { Database } from '~/data/database.server'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { isPlatformAdmin } from '~/features/communities/my-communities.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'

/**
 * @param slug null: the platform
 * @throws AppError `not-allowed` (403) unless the person looks after the items there
 */
export async function requireEditor(
  db: Database,
  actor: Person,
  slug: string | null,
): Promise<void> {
  if (slug !== null) return requireCoach(await findCommunity(db, actor, slug))
  if (!(await isPlatformAdmin(db, actor))) throw new AppError('not-allowed', 403)
}
