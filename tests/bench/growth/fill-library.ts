import { keyOf } from './fill-keys.ts'

/** Items of the other kinds beside forty agents, for each community. */
const OTHERS = { document: 10, prompt: 10, video: 5, automation: 5 }

/** Tables of the library and of a community's people that get rows by the thousand. */
export const FILLED_OF_LIBRARY = [
  'public.documents',
  'public.content_tags',
  'public.content_files',
  'public.files',
  'public.favourites',
  'public.content_progress',
  'public.group_members',
  'private.budget_counts',
]

const long = `interval '25 months'`

/**
 * What stands beside the agents of a community: items of the other kinds, tags, covers, what agents
 * answer from, what people keep and have seen, groups, who waits to come in, rules and budgets.
 *
 * @param placeOf in which community the nth of so many is
 * @returns statements by what they fill, in their order
 */
export function libraryOf(
  communities: number,
  placeOf: (at: string, of: number) => string,
): [name: string, text: string][] {
  const made = Object.entries(OTHERS).map(([kind, each]) => {
    const many = communities * each
    return `
      select at, '${kind}' as kind, ${keyOf(`now() - ${long}`, `'${kind}' || at`)} as id,
        ${placeOf('at', many)} as place
      from generate_series(1, ${many}) as at`
  })
  return [
    [
      'other kinds',
      `create unlogged table fill.others as
       select made.*, row_number() over (partition by place order by kind, at) - 1 as nth,
         row_number() over (partition by place, kind order by at) - 1 as nth_of_kind
       from (${made.join(' union all ')}) as made`,
    ],
    [
      'groups',
      `insert into public.groups (id, community_id, name)
       select ${keyOf(`now() - ${long}`, `'group' || communities.at || '-' || nth`)}, id, 'Group ' || nth
       from fill.communities cross join generate_series(0, 3) as nth`,
    ],
    [
      'shelves',
      `create unlogged table fill.shelves as
       select places.*, (select count(*)::integer from fill.others where place = places.place) as others,
         (select count(*)::integer from fill.others where place = places.place and kind = 'document')
           as documents
       from fill.places;
       create unique index on fill.others (place, nth);
       create index on fill.others (place, kind, nth_of_kind);
       analyze fill.others; analyze fill.shelves`,
    ],
    [
      'items of other kinds',
      `with items as (
         insert into public.content_items
           (id, community_id, kind, title, slug, summary, status, owner_id, published_at, updated_at,
            audience)
         select others.id, shelves.id, others.kind, initcap(others.kind) || ' ' || others.at,
           others.kind || '-' || others.at,
           'Practise ' || md5(others.kind || others.at) || ' by yourself',
           case when others.at % 5 = 0 then 'draft' else 'published' end, people.id,
           now() - others.at * interval '1 minute', now() - others.at * interval '1 minute',
           case when others.nth % 20 = 19 then array[groups.id] end
         from fill.others
         join fill.shelves on shelves.place = others.place
         join fill.people on people.place = others.place and people.nth = 0
         join public.groups on groups.community_id = shelves.id and groups.name = 'Group 1'
         returning id, kind, community_id, audience
       ), documents as (
         insert into public.documents (id, body)
         select id, '# How it is done' || chr(10) || repeat('Listen first, and ask what they need. ', 8)
         from items where kind = 'document'
       ), prompts as (
         insert into public.prompts (id, body) select id, 'Write it shorter.' from items where kind = 'prompt'
       ), videos as (
         insert into public.videos (id, address)
         select id, 'https://video.test/' || id from items where kind = 'video'
       ), automations as (
         insert into public.automations (id) select id from items where kind = 'automation'
       )
       insert into public.content_audience (item_id, community_id, group_id)
       select id, community_id, audience[1] from items where audience is not null`,
    ],
    [
      'tags',
      `insert into public.tags (id, community_id, name)
       select ${keyOf(`now() - ${long}`, `'tag' || communities.at || '-' || nth`)}, id,
         case nth when 0 then 'Feedback' else 'Tag ' || nth end
       from fill.communities cross join generate_series(0, 11) as nth`,
    ],
    [
      'tags of items',
      `insert into public.content_tags (item_id, tag_id, kind, title, shown_at, limited)
       select items.id, tags.id, i.kind, i.title,
         case when i.status = 'published' then i.published_at end, i.audience is not null
       from (
         select id, place, nth from fill.agents union all select id, place, nth from fill.others
       ) as items
       join public.content_items as i on i.id = items.id
       cross join lateral (
         select items.nth % 12 as nth union select (items.nth * 7 + 3) % 12
       ) as tag
       join public.tags on tags.community_id = i.community_id
         and tags.name = case tag.nth when 0 then 'Feedback' else 'Tag ' || tag.nth end`,
    ],
    [
      'covers',
      `with covers as (
         insert into public.files
           (id, community_id, owner_id, name, media_type, bytes, sha256, state)
         select ${keyOf('now()', `'cover' || id`)}, community_id, owner_id, 'cover.png', 'image/png',
           50000, sha256(id::text::bytea), 'stored'
         from public.content_items where abs(hashtext(slug)) % 3 = 0
       )
       insert into public.content_files (item_id, file_id, purpose)
       select id, ${keyOf('now()', `'cover' || id`)}, 'cover'
       from public.content_items where abs(hashtext(slug)) % 3 = 0`,
    ],
    [
      'what agents answer from',
      `insert into public.agent_knowledge (agent_id, document_id)
       select agents.id, others.id
       from fill.agents
       join fill.shelves on shelves.place = agents.place
       cross join generate_series(0, 2) as k
       join fill.others on others.place = agents.place and others.kind = 'document'
         and others.nth_of_kind = (agents.nth * 3 + k) % shelves.documents
       where agents.nth % 4 = 0`,
    ],
    [
      'favourites',
      `insert into public.favourites (user_id, item_id, created_at)
       select people.id, agents.id, now() - people.at * interval '1 second'
       from fill.people
       join fill.shelves on shelves.place = people.place
       cross join generate_series(0, 2) as k
       join fill.agents on agents.place = people.place
         and agents.nth = (people.nth * 3 + k) % shelves.agents`,
    ],
    [
      'looked at',
      `insert into public.content_progress
         (user_id, item_id, reached, share, completed_at, updated_at, seen_at)
       select people.id, others.id, 10, 0.5, case when k > 2 then now() end,
         now() - k * interval '1 day', now() - k * interval '1 day'
       from fill.people
       join fill.shelves on shelves.place = people.place
       cross join generate_series(0, 4) as k
       join fill.others on others.place = people.place
         and others.nth = (people.nth * 5 + k) % shelves.others`,
    ],
    [
      'members of groups',
      `insert into public.group_members (group_id, user_id, community_id)
       select groups.id, people.id, communities.id
       from fill.people
       join fill.communities on communities.at = people.place
       join public.groups on groups.community_id = communities.id
         and groups.name = 'Group ' || people.nth / 5 % 4
       where people.nth % 5 = 0`,
    ],
    [
      'who waits to come in',
      `with asking as (
         insert into public.join_requests (community_id, user_id)
         select communities.id, people.id
         from fill.communities
         join fill.people on people.place = 1 + communities.at % ${communities} and people.nth in (1, 2)
       )
       insert into public.pending_members (community_id, email, role, added_by)
       select communities.id, 'later-' || k || '@people.test', 'end_user', people.id
       from fill.communities
       join fill.people on people.place = communities.at and people.nth = 0
       cross join generate_series(1, 5) as k`,
    ],
    [
      'rules',
      `with moderated as (
         insert into public.moderation_rules (community_id, words, needles)
         select id, words, words
         from fill.communities
         cross join lateral (
           select array_agg('forbidden' || at || 'x' || k) as words from generate_series(1, 20) as k
         ) as each
         where at % 2 = 0
       ), limited as (
         insert into public.answer_limits (community_id, person_messages, person_answers)
         select id, 1000, 100 from fill.communities where at % 4 = 0
       ), flagged as (
         insert into public.feature_flag_rules (flag_key, community_id, has)
         select flags.key, communities.id, true
         from fill.communities cross join (select key from public.feature_flags limit 1) as flags
         where communities.at % 10 = 0
       )
       insert into public.provider_keys (community_id, provider, sealed, sealed_with, last_four)
       select id, 'openai', repeat('x', 60), 'bench', '1234' from fill.communities where at % 4 = 0`,
    ],
    [
      'models',
      `with models as (
         insert into public.ai_models (provider, name, label)
         select provider, name, initcap(provider || ' ' || name)
         from unnest(array['openai', 'anthropic', 'scripted']) as provider
         cross join unnest(array['model', 'small']) as name
         returning id
       )
       insert into public.ai_model_prices (model_id, valid_from, input_price, output_price)
       select id, now() - ${long}, 500000, 1500000 from models`,
    ],
    [
      'budgets',
      `with budgets as (
         insert into public.ai_budgets (community_id, holder, role, user_id, period, money)
         select id, holder, case holder when 'role' then 'end_user' end, null, 'month', 1000000000000
         from fill.communities cross join unnest(array['ceiling', 'community', 'role']) as holder
         union all
         select communities.id, 'member', null, people.id, 'month', 1000000000
         from fill.people join fill.communities on communities.at = people.place
         where people.nth % 20 = 1
         returning id, community_id, user_id
       )
       insert into private.budget_counts (budget_id, holder_id, starts_at, spent_money, spent_tokens)
       select id, coalesce(user_id, id), date_trunc('month', now()), 1000, 1000 from budgets`,
    ],
  ]
}
