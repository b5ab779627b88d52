import pg from 'pg'
import { checkFilled } from './check-filled.ts'
import { besideMonth, besideTalks, FILLED_BESIDE } from './fill-beside.ts'
import { hashOf, keyOf } from './fill-keys.ts'
import { FILLED_OF_LIBRARY, libraryOf } from './fill-library.ts'
import { rebuildIndexes, setIndexesAside } from './rebuild-indexes.ts'

/** Months that the messages are spread over, the current one included. */
export const MONTHS = 24
/** Messages of the one long conversation. */
export const LONG = 2_500
/** What the largest community holds of everything. */
const LARGEST = 0.3
/** Conversations of somebody who has any: more than a page of them. */
const TALKS_EACH = 30
/** Connections that fill side by side: those who measure have two cores. */
const HANDS = 2

/** Tables that get rows by the thousand. */
const FILLED = [
  'auth.users',
  'auth.sessions',
  'public.profiles',
  'public.communities',
  'public.memberships',
  'public.content_items',
  'public.agents',
  'public.agent_instructions',
  'public.conversations',
  'public.messages',
  'public.message_posts',
  ...FILLED_OF_LIBRARY,
  ...FILLED_BESIDE,
]

/** What the search makes of them. */
const SEARCHED = [
  'private.search_items',
  'private.search_passages',
  'private.search_words',
  'private.search_talks',
]

interface FillOptions {
  /** A connection string of who may do all. */
  url: string
  messages: number
  say?: (line: string) => void
}

/**
 * How many of each thing stand beside so many messages. However few there are, each list has a full
 * page: a page of communities, each with more than a page of members and of agents, and people with
 * more than a page of conversations. Otherwise a list of three would be held against one of thirty.
 */
export function proportions(messages: number) {
  const communities = Math.max(60, Math.round(messages / 20_000))
  const conversations = Math.max(40, Math.round(messages / 20))
  const apart = conversations * (1 - LARGEST)
  /** Communities beside the largest in which anybody talks. */
  const talking = Math.max(1, Math.min(communities - 1, Math.floor(apart / (2 * TALKS_EACH))))
  const talkers = (talks: number) => Math.max(2, Math.round(talks / TALKS_EACH))
  return {
    communities,
    people: communities * 200,
    agents: communities * 40,
    conversations,
    talking,
    talkersOfLargest: talkers(conversations * LARGEST),
    talkersOfOthers: talkers(apart / talking),
  }
}

/**
 * Fills a migrated, empty database with communities, people, agents, conversations and messages of
 * the last months. One community holds 30 % of everything; one conversation has 2,500 messages and
 * goes through all months. The same size gives the same rows, but for their time.
 *
 * Triggers, foreign keys and indexes rest while it fills, which takes a fifth of the time so; what
 * they would have held is looked at when it is done.
 *
 * @throws Error when the rows don't fit together
 */
export async function fill({ url, messages, say = () => {} }: FillOptions): Promise<void> {
  const hands = Array.from({ length: HANDS }, () => new pg.Client({ connectionString: url }))
  try {
    for (const hand of hands) {
      await hand.connect()
      await hand.query(`
        set timezone = 'UTC';
        set session_replication_role = replica;
        set synchronous_commit = off;
        set work_mem = '256MB';
        set maintenance_work_mem = '512MB'`)
    }
    await fillWith(hands, messages, say)
  } finally {
    for (const hand of hands) await hand.end()
  }
}

async function fillWith(
  hands: pg.Client[],
  messages: number,
  say: (line: string) => void,
): Promise<void> {
  const [sql] = hands
  if (!sql) throw new Error('nobody fills')
  const n = proportions(messages)
  const step = async (name: string, text: string) => {
    const startedAt = Date.now()
    const { rowCount } = await sql.query(text)
    say(`  ${name}: ${rowCount ?? 0} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
  }
  /** Statements that don't wait for one another, as many at once as there are hands. */
  const sideBySide = async (name: string, texts: string[]) => {
    const startedAt = Date.now()
    const waiting = [...texts]
    let done = 0
    await Promise.all(
      hands.map(async (hand) => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const { rowCount } = await hand.query(next)
          done += rowCount ?? 0
        }
      }),
    )
    say(`  ${name}: ${done} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
  }
  // Who is in which community: the first 30 % in the first, the others in turn in the rest.
  const placeOf = (at: string, of: number, others = n.communities - 1) =>
    `case when ${at} <= ${Math.round(of * LARGEST)} then 1 else 2 + (${at} % ${others}) end`
  await sql.query(`
    set role postgres;
    select private.ensure_month_partitions(
      'public.messages', now() - interval '${MONTHS - 1} months', ${MONTHS});
    reset role;
    create schema fill;
    create unlogged table fill.communities as
      select at, ${keyOf(`now() - interval '25 months'`, `'community' || at`)} as id
      from generate_series(1, ${n.communities}) as at;
    create unlogged table fill.people as
      select at, ${keyOf('now()', `'person' || at`)} as id, ${placeOf('at', n.people)} as place
      from generate_series(1, ${n.people}) as at;
    create unlogged table fill.agents as
      select at, ${keyOf(`now() - interval '25 months'`, `'agent' || at`)} as id,
        ${placeOf('at', n.agents)} as place
      from generate_series(1, ${n.agents}) as at;
    alter table fill.people add column nth integer;
    update fill.people set nth = numbered.nth from (
      select at, row_number() over (partition by place order by at) - 1 as nth from fill.people
    ) as numbered where numbered.at = people.at;
    alter table fill.agents add column nth integer;
    update fill.agents set nth = numbered.nth from (
      select at, row_number() over (partition by place order by at) - 1 as nth from fill.agents
    ) as numbered where numbered.at = agents.at;
    create unlogged table fill.places as
      select communities.at as place, communities.id,
        (select count(*)::integer from fill.people where place = communities.at) as people,
        (select count(*)::integer from fill.agents where place = communities.at) as agents
      from fill.communities;
    create index on fill.people (place, nth);
    create index on fill.agents (place, nth);
    analyze`)
  await setIndexesAside(sql, FILLED)
  await step(
    'communities',
    `insert into public.communities (id, slug, name, join_policy)
     select id, 'gym-' || at, 'Gym ' || at, case when at <= 60 or at % 10 = 0 then 'open' else 'invitation' end
     from fill.communities`,
  )
  const nameOf = `'Person ' || substr(md5(people.at::text), 1, 6) || ' ' || people.at`
  await step(
    'people',
    `with accounts as (
       insert into auth.users (id, email, aud, role, email_confirmed_at)
       select id, 'person-' || at || '@people.test', 'authenticated', 'authenticated', now()
       from fill.people
     ), sessions as (
       insert into auth.sessions (id, user_id) select id, id from fill.people
     )
     insert into public.profiles (id, display_name)
     select id, ${nameOf} from fill.people`,
  )
  await step(
    'memberships',
    `insert into public.memberships (community_id, user_id, role, display_name)
     select communities.id, people.id,
       case when people.nth % 20 = 0 then 'community_admin' else 'end_user' end, ${nameOf}
     from fill.people join fill.communities on communities.at = people.place
     union all
     -- One in ten belongs to a second one.
     select communities.id, people.id, 'end_user', ${nameOf}
     from fill.people
     join fill.communities on communities.at = 1 + people.place % ${n.communities}
     where people.at % 10 = 5`,
  )
  await sql.query(
    'insert into public.platform_admins (user_id) select id from fill.people where at = 1',
  )
  await step(
    'agents',
    `with items as (
       insert into public.content_items
         (id, community_id, kind, title, slug, summary, status, owner_id, published_at, updated_at)
       select agents.id, places.id, 'agent', 'Agent ' || agents.at, 'agent-' || agents.at,
         'Practise ' || md5(agents.at::text) || ' with somebody patient',
         case when agents.at % 5 = 0 then 'draft' else 'published' end, people.id,
         now() - agents.at * interval '1 minute', now() - agents.at * interval '1 minute'
       from fill.agents
       join fill.places on places.place = agents.place
       join fill.people on people.place = agents.place and people.nth = 0
       returning id
     ), faces as (
       insert into public.agents (id) select id from items returning id
     )
     insert into public.agent_instructions (agent_id, instructions) select id, 'Be brief.' from faces`,
  )
  for (const [name, text] of libraryOf(n.communities, placeOf)) await step(name, text)
  const month = `date_trunc('month', now() - interval '${MONTHS - 1} months')`
  await step(
    'conversations',
    `create unlogged table fill.talks as
     select made.at, ${keyOf('begun', `'talk' || made.at`)} as id, begun, gap, size,
       places.id as community_id,
       people.id as owner_id, agents.id as agent_id
     from (
       select at,
         case when at = 1 then 1 else ${placeOf(`(1 + ${hashOf('at + 2')} % ${n.conversations})`, n.conversations, n.talking)} end as place,
         case when at = 1 then ${month} + interval '1 minute'
           else ${month} + (now() - interval '1 day' - ${month}) * (at::float8 / ${n.conversations})
         end as begun,
         case when at = 1 then (now() - interval '1 hour' - ${month}) / ${LONG}
           -- One in twenty goes on for weeks.
           when at % 20 = 3 and at < ${n.conversations} * 0.7 then interval '3 days'
           else interval '80 seconds'
         end as gap,
         case when at = 1 then ${LONG} else 2 * (1 + (at::bigint * 7919) % 19)::integer end as size
       from generate_series(1, ${n.conversations}) as at
     ) as made
     join fill.places on places.place = made.place
     join fill.people
       on people.place = made.place and people.nth = ${hashOf('made.at')}
         % case made.place when 1 then ${n.talkersOfLargest} else ${n.talkersOfOthers} end
     join fill.agents
       on agents.place = made.place and agents.nth = ${hashOf('made.at + 1')} % places.agents`,
  )
  await sql.query(`create index on fill.talks (begun); analyze fill.talks`)
  await step(
    'conversations kept',
    `insert into public.conversations
       (id, community_id, owner_id, agent_id, agent_name, title, readers, last_message_at, created_at,
        deleted_at)
     select id, community_id, owner_id, agent_id, 'Agent', 'Talk ' || at,
       case when at % 3 = 0 then 'owner_and_coaches' else 'owner' end,
       begun + size * gap, begun, case when at % 20 = 7 then now() end
     from fill.talks`,
  )
  const words = `'What shall I say when they ask ' || md5(n::text) || md5(talk::text) || ' and I do not know the answer'`
  const seed = (n: string) => `talks.at || '-' || (${n})`
  const at = (n: string) => `(talks.begun + (${n}) * talks.gap + interval '1 second')`
  await sideBySide(
    'messages',
    Array.from({ length: MONTHS }, (_, back) => {
      const from = `date_trunc('month', now() - interval '${back} months')`
      // By time, as they would have come.
      return `
        insert into public.messages
          (id, conversation_id, parent_id, author, text, status, model, saved_at, created_at,
           completed_at)
        select key, conversation_id, parent_id, author,
          case author
            when 'person' then left(${words}, 30 + rnd % 120) else repeat(${words}, 2 + rnd % 4)
          end,
          'complete', case author when 'agent' then 'small' end, said, said, said
        from (
          select ${keyOf(at('n'), seed('n'))} as key, talks.id as conversation_id,
            case when n > 1 then ${keyOf(at('n - 1'), seed('n - 1'))} end as parent_id,
            case n % 2 when 1 then 'person' else 'agent' end as author,
            talks.at as talk, n, (talks.at * 13 + n * 17) % 120 as rnd, ${at('n')} as said
          from fill.talks cross join lateral generate_series(1, talks.size) as n
          where talks.begun >= ${from} and talks.begun < ${from} + interval '1 month'
          order by ${at('n')}
        ) as made`
    }).reverse(),
  )
  const { rows: months } = await sql.query<{ name: string }>(
    `select relid::regclass::text as name from pg_partition_tree('public.messages') where isleaf`,
  )
  await sideBySide(
    'posts',
    months.map(
      ({ name }) => `
        insert into public.message_posts (conversation_id, post_key, message_id)
        select conversation_id, md5(id::text)::uuid, id from ${name} where author = 'person'`,
    ),
  )
  for (const [name, text] of besideTalks) await step(name, text)
  await sql.query('analyze fill.talks')
  await sideBySide(
    'beside messages',
    months.map(({ name }) => besideMonth(name)),
  )
  await sideBySide('indexes', await rebuildIndexes(sql))
  await sql.query(
    `insert into public.content_tallies (community_id, item_id, kind, uses)
     select community_id, id, kind, abs(hashtext(id::text)) % 1000 from public.content_items
     where community_id is not null and kind in ('agent', 'prompt', 'automation')
     on conflict do nothing`,
  )
  await sql.query('analyze; set session_replication_role = origin')
  // The first few before all others: what is planned for empty tables reads them whole later.
  const indexItems = (which: string) =>
    step('items searched', `select private.index_item(id) from public.content_items where ${which}`)
  await indexItems('abs(hashtext(slug)) % 20 = 0')
  await sql.query(`analyze ${SEARCHED.join(', ')}`)
  await indexItems('abs(hashtext(slug)) % 20 > 0')
  // The titles of the newest: their texts would take longer than all the rest.
  await step(
    'conversations searched',
    `insert into private.search_talks (conversation_id, message_id, owner_id, words)
     select id, id, owner_id, private.search_vector('{english,german}', title, 'A')
     from public.conversations order by id desc limit 20000`,
  )
  await sideBySide(
    'vacuum',
    [
      ...FILLED.filter((table) => table !== 'public.messages'),
      ...SEARCHED,
      ...months.map(({ name }) => name),
    ].map((table) => `vacuum ${table}`),
  )
  await step('statistics', 'analyze')
  const { rows: meant } = await sql.query<{ n: number }>(
    'select sum(size)::int as n from fill.talks',
  )
  const startedAt = Date.now()
  await checkFilled(sql, meant[0]?.n ?? 0)
  say(`  all fits, looked at in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
  await sql.query('drop schema fill cascade')
}
