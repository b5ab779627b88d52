import type pg from 'pg'
import { StartError } from '../local/postgres/start-error.ts'

/**
 * What would go with what the import made, and came after it: counted in its communities, in what it
 * made there or for everybody, and of the people that it brought.
 */
const cameSince = `
  with made as materialized (
    select kind, id, legacy_id, imported_at from private.legacy_rows where made
  ),
  communities_made as materialized (select id from made where kind = 'community'),
  people_made as materialized (select id from made where kind = 'person'),
  talks_made as materialized (select id, imported_at from made where kind = 'conversation'),
  items_made as materialized (select id, imported_at from made where kind = 'item'),
  items_lost as materialized (
    select id from items_made
    union select id from public.content_items
    where community_id in (select id from communities_made)
  )
  select 'conversations' as what, count(*)::int as n
  from public.conversations
  where (
      community_id in (select id from communities_made)
      or owner_id in (select id from people_made)
    )
    and id not in (select id from talks_made)
  union all
  select 'messages', count(*)::int
  from public.messages
  join talks_made on talks_made.id = messages.conversation_id
  where messages.created_at > talks_made.imported_at
  union all
  select 'items', count(*)::int
  from public.content_items
  where community_id in (select id from communities_made)
    and id not in (select id from items_made)
  union all
  select 'edited items', count(*)::int
  from public.content_items
  join items_made using (id)
  where content_items.updated_at > items_made.imported_at
  union all
  select 'memberships', count(*)::int
  from public.memberships
  where (
      community_id in (select id from communities_made)
      or user_id in (select id from people_made)
    )
    and community_id || ' ' || user_id not in (
      select legacy_id from made where kind = 'membership'
    )
  union all
  select 'groups', count(*)::int
  from public.groups
  where community_id in (select id from communities_made)
  union all
  select 'files', count(*)::int
  from public.files
  where community_id in (select id from communities_made)
  union all
  select 'marks of progress', count(*)::int
  from public.content_progress
  where user_id in (select id from people_made) or item_id in (select id from items_lost)
  union all
  select 'ratings', (
    select count(*)::int
    from public.message_ratings
    where community_id in (select id from communities_made)
      or user_id in (select id from people_made)
      or conversation_id in (select id from talks_made)
  ) + (
    select count(*)::int
    from public.prompt_ratings
    where community_id in (select id from communities_made)
      or user_id in (select id from people_made)
      or prompt_id in (select id from items_lost)
  )`

/**
 * Takes an import back: what it made goes, what was here before stays. In the transaction that the
 * caller opened.
 *
 * @throws StartError when people have written in it since, which would go too
 */
export async function undoImport(
  client: pg.ClientBase,
  { evenWhatCameSince }: { evenWhatCameSince: boolean },
): Promise<Record<string, number>> {
  const { rows: since } = await client.query<{ what: string; n: number }>(cameSince)
  const newer = since.filter(({ n }) => n > 0)
  if (newer.length > 0 && !evenWhatCameSince) {
    const list = newer.map(({ what, n }) => `${n} ${what}`).join(', ')
    throw new StartError(
      `Since the import people have made or changed: ${list}, which would go too. Say --even-what-came-since if they shall.`,
    )
  }
  const gone: Record<string, number> = {}
  const drop = async (what: string, sql: string) => {
    const { rowCount } = await client.query(sql)
    gone[what] = rowCount ?? 0
  }
  const made = (kind: string) =>
    `(select id from private.legacy_rows where made and kind = '${kind}')`
  await drop(
    'conversations',
    `delete from public.conversations where id in ${made('conversation')}`,
  )
  await drop('items', `delete from public.content_items where id in ${made('item')}`)
  await drop(
    'memberships',
    `delete from public.memberships using private.legacy_rows
     where made and kind = 'membership'
       and legacy_id = memberships.community_id || ' ' || memberships.user_id`,
  )
  await drop(
    'super admins',
    `delete from public.platform_admins where user_id in ${made('super_admin')}`,
  )
  await drop('communities', `delete from public.communities where id in ${made('community')}`)
  await drop('people', `delete from auth.users where id in ${made('person')}`)
  await client.query('delete from private.legacy_rows')
  return gone
}
