import type pg from 'pg'
import { StartError } from '../local/postgres/start-error.ts'

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
  const { rows: since } = await client.query<{ what: string; n: number }>(
    `with made as (select kind, id from private.legacy_rows where made)
     select 'conversations' as what, count(*)::int as n
     from public.conversations
     where (
         community_id in (select id from made where kind = 'community')
         or owner_id in (select id from made where kind = 'person')
       )
       and id not in (select id from made where kind = 'conversation')
     union all
     select 'messages', count(*)::int
     from public.messages
     join made on made.kind = 'conversation' and made.id = messages.conversation_id
     where messages.created_at > (select max(imported_at) from private.legacy_rows)
     union all
     select 'items', count(*)::int
     from public.content_items
     where community_id in (select id from made where kind = 'community')
       and id not in (select id from made where kind = 'item')`,
  )
  const newer = since.filter(({ n }) => n > 0)
  if (newer.length > 0 && !evenWhatCameSince) {
    const list = newer.map(({ what, n }) => `${n} ${what}`).join(', ')
    throw new StartError(
      `Since the import people have made ${list}, which would go too. Say --even-what-came-since if they shall.`,
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
