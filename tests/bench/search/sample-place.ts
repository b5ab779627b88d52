import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { items, type SampleItem } from './items.ts'

/** A community with the sample content, and a member who searches it. */
export interface SamplePlace {
  community: string
  claims: { sub: string; session_id: string; role: 'authenticated' }
}

/** Where the text of a kind stands; what an automation does is its coaches' to read. */
const bodies: Record<SampleItem['kind'], string> = {
  agent: 'insert into public.agents (id, greeting) values ($1, $2)',
  video: 'insert into public.videos (id, transcript) values ($1, $2)',
  document: 'insert into public.documents (id, body) values ($1, $2)',
  prompt: 'insert into public.prompts (id, body) values ($1, $2)',
  automation: `insert into public.automations (id)
    select $1 where coalesce($2::text, '') = ''`,
}

async function plantItem(sql: pg.Client, community: string, item: SampleItem): Promise<void> {
  const { rows } = await sql.query<{ id: string }>(
    `insert into public.content_items
       (community_id, kind, title, slug, summary, status, published_at)
     values ($1, $2, $3, md5($3), $4, 'published', now()) returning id`,
    [community, item.kind, item.title, item.summary],
  )
  const id = rows[0]?.id
  await sql.query(bodies[item.kind], [id, item.body ?? ''])
  for (const tag of item.tags ?? []) {
    await sql.query(
      'insert into public.tags (community_id, name) values ($1, $2) on conflict do nothing',
      [community, tag],
    )
    await sql.query(
      `insert into public.content_tags (item_id, tag_id)
       select $1, id from public.tags where community_id = $2 and lower(name) = lower($3)`,
      [id, community, tag],
    )
  }
}

/**
 * Plants the sample content beside so many items that nobody means.
 *
 * @param sql may do all
 */
export async function plantPlace(sql: pg.Client, others: number): Promise<SamplePlace> {
  const [community, person, session] = [randomUUID(), randomUUID(), randomUUID()]
  await sql.query('insert into public.communities (id, slug, name) values ($1, $2, $3)', [
    community,
    `sample-${others}`,
    'Sample',
  ])
  await sql.query(
    `insert into auth.users (id, aud, role, email, email_confirmed_at)
     values ($1, 'authenticated', 'authenticated', $2, now())`,
    [person, `searcher-${others}@people.test`],
  )
  await sql.query('insert into auth.sessions (id, user_id) values ($1, $2)', [session, person])
  await sql.query(
    `insert into public.memberships (community_id, user_id, role) values ($1, $2, 'end_user')`,
    [community, person],
  )
  for (const item of Object.values(items)) await plantItem(sql, community, item)
  await plantOthers(sql, community, others)
  await sql.query('vacuum analyze')
  return { community, claims: { sub: person, session_id: session, role: 'authenticated' } }
}

/**
 * Plants items of all kinds that nobody means, and has the search know them.
 *
 * @param sql may do all
 */
export async function plantOthers(
  sql: pg.Client,
  community: string,
  others: number,
): Promise<void> {
  // Triggers rest: a hundred thousand are taken in together, as each would be by itself.
  await sql.query('set session_replication_role = replica')
  // Words that sound like none, in a number that grows with the items as a language's do: slowly.
  await sql.query(
    `insert into public.content_items
       (community_id, kind, title, slug, summary, status, published_at)
     select $1, (array['agent', 'video', 'document', 'prompt', 'automation'])[1 + n % 5],
       'Sample ' || said.words || ' ' || n, 'sample-' || n,
       'Practise ' || said.more, 'published', now() - n * interval '1 minute'
     from generate_series(1, $2::integer) as n
     cross join lateral (
       select string_agg(word, ' ') filter (where at <= 2) as words, string_agg(word, ' ') as more
       from (
         select at, (array['ka', 'lo', 'mi', 'tu', 're', 'zo'])[1 + h % 6]
           || (array['ban', 'dor', 'fel', 'gim', 'hus'])[1 + h / 6 % 5]
           || (array['va', 'wex', 'xil', 'yom', 'qua'])[1 + h / 30 % 5]
           || (array['', 'ta', 'no', 'pi', 'ru', 'sa', 'lem'])[1 + h / 150 % 7] as word
         from generate_series(1, 6) as at,
           lateral (select abs(hashint4(n * 7 + at)) % 1050 as h) as hashed
       ) as words
     ) as said`,
    [community, others],
  )
  await sql.query('set session_replication_role = origin')
  await sql.query(
    `insert into private.search_items (item_id, community_id, title, names, words)
     select id, $1, btrim(private.plain_words(title)), named.names, named.names
     from public.content_items
     cross join lateral (
       select private.search_vector('{english,german}', title, 'A')
         || private.search_vector('{english,german}', summary, 'C') as names
     ) as named
     where community_id = $1 and slug like 'sample-%'`,
    [community],
  )
  await sql.query(
    `insert into private.search_words (community_id, word)
     select $1, word from (
       select distinct unnest(tsvector_to_array(to_tsvector('simple', title || ' ' || summary))) as word
       from public.content_items where community_id = $1 and slug like 'sample-%'
     ) as said where char_length(word) > 2 and word !~ '^[0-9]+$'`,
    [community],
  )
}
