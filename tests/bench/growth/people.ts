import type pg from 'pg'
import type { Person } from '~/platform/auth/actor'

/** Somebody who uses the product, and what they look at. */
export interface Sample {
  actor: Person
  /** The community's slug. */
  community: string
  /** A conversation of theirs that is over, a message in its middle, its newest answer. */
  conversation: string
  middle: string
  answer: string
  agent: string
  /** A word that one agent of the community has: theirs. */
  rare: string
}

export interface Samples {
  members: Sample[]
  coaches: Sample[]
  superAdmins: Sample[]
  /** The owner of the longest conversation, which is their `conversation`. */
  talker: Sample[]
}

type Row = Omit<Sample, 'actor'> & { id: string; email: string; role: string }

const question = (which: string, order: string) => `
  with talks as (
    select v.id, v.owner_id, v.community_id, v.agent_id from public.conversations as v
    join public.memberships as m on m.community_id = v.community_id and m.user_id = v.owner_id
    where v.deleted_at is null and ${which}
    order by ${order}
    limit $1
  )
  select u.id, u.email, c.slug as community, talks.id as conversation, talks.agent_id as agent,
    (select split_part(summary, ' ', 2) from public.content_items where id = talks.agent_id) as rare,
    middle.id as middle, newest.id as answer
  from talks
  join auth.users as u on u.id = talks.owner_id
  join public.communities as c on c.id = talks.community_id
  cross join lateral (
    select id from public.messages where conversation_id = talks.id order by id desc limit 1
  ) as newest
  cross join lateral (
    select id from public.messages where conversation_id = talks.id order by id
    offset (select count(*) / 2 from public.messages where conversation_id = talks.id) limit 1
  ) as middle`

/** People by the hundred, the same in each run: those of the biggest community are a third of them. */
export async function findSamples(sql: pg.Client, many: number): Promise<Samples> {
  const find = async (which: string, limit: number, order = 'md5(v.id::text)') => {
    const { rows } = await sql.query<Row>(question(which, order), [limit])
    return rows.map(({ id, email, role: _, ...sample }): Sample => {
      const claims = {
        sub: id,
        session_id: id,
        role: 'authenticated' as const,
        aal: 'aal2' as const,
        email,
        exp: 4_000_000_000,
      }
      return {
        ...sample,
        actor: { kind: 'person', userId: id, sessionId: id, email, aal: 'aal2', claims },
      }
    })
  }
  const published = `exists (
    select from public.content_items as i where i.id = v.agent_id and i.status = 'published')`
  return {
    members: await find(`m.role = 'end_user' and ${published}`, many),
    coaches: await find(`m.role = 'community_admin' and ${published}`, many),
    superAdmins: await find('v.owner_id in (select user_id from public.platform_admins)', 1),
    talker: await find('true', 1, 'v.id'),
  }
}
