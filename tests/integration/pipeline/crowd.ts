import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Claims } from '~/platform/auth/actor'

/** Somebody who talks with the agent of their community. */
export interface Talker {
  id: string
  claims: Claims
  community: string
  agent: string
}

/**
 * Makes communities, each with an agent, and people in turn in one of them, each with a session.
 *
 * @param sql may do all
 */
export async function gatherCrowd(
  sql: pg.Client,
  { people, communities }: { people: number; communities: number },
): Promise<Talker[]> {
  const places: { community: string; agent: string }[] = []
  for (let at = 0; at < communities; at += 1) {
    const { rows } = await sql.query<{ community: string; agent: string }>(
      `with place as (
         insert into public.communities (slug, name) values ($1, $1) returning id
       ), item as (
         insert into public.content_items (community_id, kind, title, slug, status)
         select id, 'agent', 'Agent', 'agent', 'published' from place returning id, community_id
       ), agent as (
         insert into public.agents (id) select id from item returning id
       )
       select item.community_id as community, item.id as agent from item, agent`,
      [`crowd-${at}`],
    )
    const place = rows[0]
    if (!place) throw new Error('no community was made')
    places.push(place)
  }
  const crowd = Array.from({ length: people }, (_, at): Talker => {
    const id = randomUUID()
    return {
      id,
      claims: {
        sub: id,
        session_id: randomUUID(),
        role: 'authenticated',
        aal: 'aal1',
        email: `talker-${at}@people.test`,
        exp: 4_000_000_000,
      },
      ...(places[at % communities] as (typeof places)[number]),
    }
  })
  const column = (of: (talker: Talker) => string) => crowd.map(of)
  await sql.query(
    `insert into auth.users (id, email, aud, role, email_confirmed_at)
     select id, email, 'authenticated', 'authenticated', now()
     from unnest($1::uuid[], $2::text[]) as made (id, email)`,
    [column(({ id }) => id), column(({ claims }) => claims.email ?? '')],
  )
  await sql.query(
    'insert into auth.sessions (id, user_id) select * from unnest($1::uuid[], $2::uuid[])',
    [column(({ claims }) => claims.session_id), column(({ id }) => id)],
  )
  await sql.query(
    `insert into public.memberships (community_id, user_id, role)
     select *, 'end_user' from unnest($1::uuid[], $2::uuid[])`,
    [column(({ community }) => community), column(({ id }) => id)],
  )
  return crowd
}
