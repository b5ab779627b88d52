import type { Database } from '~/data/database.server'
import { tables } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import type { CommunitySettings } from './community.schema'
import { type Community, findCommunity, requireCoach } from './find-community.server'

/** A community and its settings, for those who may change them. */
export async function findSettings(
  db: Database,
  actor: Person,
  slug: string | undefined,
): Promise<{ community: Community; settings: CommunitySettings }> {
  const [community, [settings]] = await Promise.all([
    findCommunity(db, actor, slug),
    db.read(
      tables
        .selectFrom('communities')
        .select([
          'name',
          'description',
          'join_policy as joinPolicy',
          'conversation_readers as conversationReaders',
          'review_before_publish as reviewBeforePublish',
          'public_copies as publicCopies',
          'time_zone as timeZone',
          'conversation_retention_days as retentionDays',
        ])
        .where('slug', '=', slug ?? '')
        .where('deleted_at', 'is', null),
    ),
  ])
  requireCoach(community)
  if (!settings) throw new AppError('not-found', 404)
  return { community, settings }
}

/** Changes a community's settings; who reads conversations holds for those that begin from now on. */
export async function saveSettings(
  db: Database,
  actor: Person,
  slug: string | undefined,
  {
    name,
    description,
    joinPolicy,
    conversationReaders,
    reviewBeforePublish,
    publicCopies,
    timeZone,
    retentionDays,
  }: CommunitySettings,
): Promise<void> {
  const [community] = await Promise.all([
    findCommunity(db, actor, slug),
    db.write(
      tables
        .updateTable('communities')
        .set({
          name,
          description,
          join_policy: joinPolicy,
          conversation_readers: conversationReaders,
          review_before_publish: reviewBeforePublish,
          public_copies: publicCopies,
          ...(timeZone === undefined ? {} : { time_zone: timeZone }),
          ...(retentionDays === undefined ? {} : { conversation_retention_days: retentionDays }),
        })
        .where('slug', '=', slug ?? '')
        .where('deleted_at', 'is', null),
    ),
  ])
  // The policy let an outsider's change touch no row; here it is told.
  requireCoach(community)
}
