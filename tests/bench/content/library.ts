import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { plantOthers } from '../search/sample-place.ts'

/** A community with a library, and those of its members who use it. */
export interface Library {
  id: string
  slug: string
  /** They sign in with the password of the demo accounts. */
  people: { id: string; email: string }[]
  documents: string[]
  videos: string[]
}

/**
 * Plants a library of so many items, of all five kinds, in a community of so many members.
 *
 * @param sql may do all
 * @param active how many of the members use it
 */
export async function plantLibrary(
  sql: pg.Client,
  { items, members, active }: { items: number; members: number; active: number },
): Promise<Library> {
  const [id, slug] = [randomUUID(), `library-${items}`]
  await sql.query('insert into public.communities (id, slug, name) values ($1, $2, $3)', [
    id,
    slug,
    'Library',
  ])
  const people = await plantMembers(sql, id, slug, members)
  await plantOthers(sql, id, items)
  await sql.query(
    `insert into public.documents (id, body)
     select id, repeat(summary || '. ', 40) from public.content_items
     where community_id = $1 and kind = 'document'`,
    [id],
  )
  await sql.query(
    `insert into public.videos (id, duration_seconds)
     select id, 600 from public.content_items where community_id = $1 and kind = 'video'`,
    [id],
  )
  await sql.query('vacuum analyze')
  const of = async (kind: string) => {
    const { rows } = await sql.query<{ id: string }>(
      `select id from public.content_items where community_id = $1 and kind = $2
       order by md5(id::text) limit 200`,
      [id, kind],
    )
    return rows.map((row) => row.id)
  }
  return {
    id,
    slug,
    people: people.slice(0, active),
    documents: await of('document'),
    videos: await of('video'),
  }
}

/**
 * Plants so many members of a community.
 *
 * @param sql may do all
 * @param mark stands in their addresses
 * @returns them; they sign in with the password of the demo accounts
 */
export async function plantMembers(
  sql: pg.Client,
  community: string,
  mark: string,
  members: number,
): Promise<Library['people']> {
  const { rows } = await sql.query<{ id: string; email: string }>(
    `with joined as (
       insert into auth.users (
         instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
         raw_app_meta_data, raw_user_meta_data, created_at, updated_at,
         confirmation_token, recovery_token, email_change_token_new, email_change
       )
       select instance_id, gen_random_uuid(), aud, role, 'reader-' || n || '-' || $2 || '@people.test',
         encrypted_password, now(), raw_app_meta_data, '{}', now(), now(), '', '', '', ''
       from auth.users, generate_series(1, $1::integer) as n
       where email = 'member@aigym.test'
       returning id, email
     ), named as (
       insert into auth.identities
         (provider_id, user_id, identity_data, provider, created_at, updated_at)
       select id::text, id, jsonb_build_object('sub', id, 'email', email, 'email_verified', true),
         'email', now(), now()
       from joined
     )
     select id, email from joined order by email`,
    [members, mark],
  )
  await sql.query(
    `insert into public.memberships (community_id, user_id, role)
     select $1, unnest($2::uuid[]), 'end_user'`,
    [community, rows.map(({ id }) => id)],
  )
  return rows
}
