import { withClient } from '../../../supabase/local/postgres/with-client.ts'

/**
 * Fills the tables of the first migrations: messages as many as told, and of everything else in
 * proportion. Triggers and foreign keys rest, since only the amount matters.
 */
export async function fillBase(superuserUrl: string, messages: number): Promise<void> {
  const people = Math.max(10, Math.round(messages / 100))
  const talks = Math.max(10, Math.round(messages / 20))
  // Keys of version 7 and of long ago: whatever refers to a row comes after it.
  const key = (kind: string, n: string) =>
    `('01900000-000${kind}-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
  await withClient(superuserUrl, async (client) => {
    await client.query('set session_replication_role = replica')
    const fill = (into: string, select: string, count: number) =>
      client.query(`insert into ${into} select ${select} from generate_series(1, ${count}) as g`)
    await fill(
      'auth.users (id, email, email_confirmed_at)',
      `${key('1', 'g')}, 'p' || g || '@people.test', now()`,
      people,
    )
    await fill('public.profiles (id, display_name)', `${key('1', 'g')}, 'Person ' || g`, people)
    await fill('public.communities (id, slug, name)', `${key('2', 'g')}, 'c' || g, 'C ' || g`, 10)
    await fill(
      'public.memberships (community_id, user_id, role)',
      `${key('2', '(g % 10 + 1)')}, ${key('1', 'g')}, 'end_user'`,
      people,
    )
    await fill(
      'public.content_items (id, community_id, kind, title, slug, status)',
      `${key('3', 'g')}, ${key('2', '(g % 10 + 1)')}, 'agent', 'Agent ' || g, 'agent-' || g, 'draft'`,
      people,
    )
    await fill('public.agents (id)', key('3', 'g'), people)
    await fill('public.agent_instructions (agent_id)', key('3', 'g'), people)
    await fill(
      'public.conversations (id, community_id, owner_id, agent_name, title, readers)',
      `${key('4', 'g')}, ${key('2', `(g % ${people} % 10 + 1)`)}, ${key('1', `(g % ${people} + 1)`)}, 'Agent', 'Talk', 'owner'`,
      talks,
    )
    await fill(
      'public.messages (conversation_id, author, text, status, completed_at)',
      `${key('4', `(g % ${talks} + 1)`)}, 'person', repeat('word ', 20), 'complete', now()`,
      messages,
    )
    await client.query('analyze')
  })
}
