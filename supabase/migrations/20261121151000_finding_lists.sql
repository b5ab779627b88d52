-- Lists of the library: by tag, by name, and searched along the text indexes, so that a rare word
-- costs the same in a community of any size.

-- Tags ---------------------------------------------------------------------------------------------

-- What a list by a tag goes along stands beside the tag: else the items of a tag would be sorted for
-- each page. Triggers keep it.
alter table public.content_tags
  add column kind text,
  add column title text,
  add column shown_at timestamptz;
comment on column public.content_tags.kind is 'content_items.kind; kept by a trigger.';
comment on column public.content_tags.title is 'content_items.title; kept by triggers.';
comment on column public.content_tags.shown_at is
  'content_items.published_at while members see the item, else null; kept by triggers.';

create function private.show_tag()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  select content_items.kind, content_items.title,
    case when content_items.status = 'published' and content_items.deleted_at is null
      then content_items.published_at end
  into new.kind, new.title, new.shown_at
  from public.content_items where content_items.id = new.item_id;
  return new;
end;
$$;

create function private.show_tags()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.content_tags
  set title = new.title,
    shown_at = case when new.status = 'published' and new.deleted_at is null
      then new.published_at end
  where content_tags.item_id = new.id;
  return null;
end;
$$;

create trigger content_tags_shown before insert on public.content_tags
  for each row execute function private.show_tag();
create trigger content_items_tags_shown
  after update of title, status, deleted_at, published_at on public.content_items
  for each row
  when (
    (old.title, old.status, old.deleted_at, old.published_at)
    is distinct from (new.title, new.status, new.deleted_at, new.published_at)
  )
  execute function private.show_tags();

update public.content_tags
set kind = content_items.kind, title = content_items.title,
  shown_at = case when content_items.status = 'published' and content_items.deleted_at is null
    then content_items.published_at end
from public.content_items
where content_items.id = content_tags.item_id;

-- allow index: a few rows an item, written by coaches, done in a moment
create index content_tags_newest
  on public.content_tags (tag_id, kind, shown_at desc, item_id desc) where shown_at is not null;
-- allow index: a few rows an item, written by coaches, done in a moment
create index content_tags_by_name
  on public.content_tags (tag_id, kind, title collate "und-x-icu", item_id)
  where shown_at is not null;

-- Names --------------------------------------------------------------------------------------------

-- In the order of an alphabet, where "a" stands beside "A" and "ä".
-- allow index: 20,000 rows beside ten million messages, written by coaches, done in a moment
create index content_items_by_name
  on public.content_items (community_id, kind, title collate "und-x-icu", id)
  where status = 'published' and deleted_at is null;

-- What the platform publishes. That a community is null is no equality to the planner, so that the
-- order would be lost along an index that begins with it.
-- allow index: the platform's own items are few
create index content_items_given
  on public.content_items (kind, published_at desc, id desc)
  where community_id is null and status = 'published' and deleted_at is null;
-- allow index: the platform's own items are few
create index content_items_given_by_name
  on public.content_items (kind, title collate "und-x-icu", id)
  where community_id is null and status = 'published' and deleted_at is null;

-- How many items have each tag. Each is counted up to 100, and 500 tags are, so that it costs the same
-- in a community of any size.
create function public.tags_in_use(p_community uuid, p_kind text, p_tag text)
returns table (name text, n integer)
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
begin
  if p_community is null
    or not private.second_factor_met()
    or not (p_community = any (private.my_communities()) or private.is_platform_admin())
  then
    return;
  end if;
  return query
  select min(used.name), sum(used.n)::integer
  from (
    select own.name, (
      select count(*)::integer from (
        select from public.content_tags
        where content_tags.tag_id = own.id and content_tags.kind = p_kind
          and content_tags.shown_at is not null
        limit 101
      ) as counted
    ) as n
    from (
      select tags.id, tags.name from public.tags where tags.community_id = p_community limit 500
    ) as own
    union all
    select given.name, (
      select count(*)::integer from (
        select from public.content_tags
        where content_tags.tag_id = given.id and content_tags.kind = p_kind
          and content_tags.shown_at is not null
          and exists (
            select from public.content_assignments
            where content_assignments.item_id = content_tags.item_id
              and (
                content_assignments.community_id = p_community
                or content_assignments.community_id is null
              )
          )
        limit 101
      ) as counted
    )
    from (
      select tags.id, tags.name from public.tags where tags.community_id is null limit 500
    ) as given
  ) as used
  where used.n > 0
  group by lower(used.name)
  order by coalesce(lower(used.name) = lower(p_tag), false) desc, 2 desc, 1
  limit 24;
end;
$$;
comment on function public.tags_in_use(uuid, text, text) is
  'Tags of what members see of a kind in a community, with how many items have each (101: more than '
  '100), p_tag and then the most used first; nothing where I am no member.';

-- Search -------------------------------------------------------------------------------------------

-- What fits a question, best first as far as it was ranked. Who asks is not asked here: only functions
-- that did so call it.
-- p_scope: 'member', what members see; 'coach', what a coach finds; 'desk', the community's own items,
-- deleted ones too.
create function private.fitting_items(
  p_community uuid,
  p_kind text,
  p_scope text,
  p_needed tsquery,
  p_wanted tsquery,
  p_plain text
)
returns table (item_id uuid, kind text, score real)
language plpgsql
stable
rows 20
security definer
set search_path = ''
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
-- Of a word that few have the planner knows that too little, and would go through both tables by key.
set enable_mergejoin = off
set enable_hashjoin = off
set jit = off
set max_parallel_workers_per_gather = 0
as $$
declare
  v_places constant uuid[] := case
    when p_scope = 'desk' then array[p_community]
    else array[p_community, '00000000-0000-0000-0000-000000000000'::uuid]
  end;
  -- Of what fits this many are ranked: who finds more says what they mean more closely.
  v_most constant integer := 300;
begin
  return query
  -- The names first: what stands in them is what is meant, and they are small.
  select fits.item_id, fits.kind,
    (
      ts_rank('{0.05, 0.25, 0.6, 1}', fits.names, p_wanted) * 2
        + case when fits.title = p_plain then 1
            when fits.title like p_plain || '%' then 0.4 else 0 end
        -- Of two names that fit, the one that says little else.
        + 0.5 * least(1, char_length(p_plain)::real / char_length(fits.title))
    )::real
  from (
    (
      select search_items.item_id, content_items.kind, search_items.names, search_items.title
      from private.search_items
      join public.content_items on content_items.id = search_items.item_id
      where search_items.place_id = any (v_places)
        and search_items.names @@ p_needed
        and (p_kind is null or content_items.kind = p_kind)
        and (p_scope = 'desk' or content_items.deleted_at is null)
        and (
          p_scope in ('desk', 'coach') and content_items.community_id = p_community
          or p_scope <> 'desk' and content_items.status = 'published' and (
            content_items.community_id = p_community
            or content_items.community_id is null and exists (
              select from public.content_assignments
              where content_assignments.item_id = content_items.id
                and (
                  content_assignments.community_id = p_community
                  or content_assignments.community_id is null
                )
            )
          )
        )
      limit v_most
    )
    union
    (
      select search_items.item_id, content_items.kind, search_items.names, search_items.title
      from private.search_items
      join public.content_items on content_items.id = search_items.item_id
      where search_items.place_id = any (v_places)
        and search_items.words @@ p_needed
        and (p_kind is null or content_items.kind = p_kind)
        and (p_scope = 'desk' or content_items.deleted_at is null)
        and (
          p_scope in ('desk', 'coach') and content_items.community_id = p_community
          or p_scope <> 'desk' and content_items.status = 'published' and (
            content_items.community_id = p_community
            or content_items.community_id is null and exists (
              select from public.content_assignments
              where content_assignments.item_id = content_items.id
                and (
                  content_assignments.community_id = p_community
                  or content_assignments.community_id is null
                )
            )
          )
        )
      limit v_most
    )
  ) as fits;
end;
$$;

create function public.found_items(p_community uuid, p_text text, p_kind text, p_desk boolean)
returns table (item_id uuid, score real, how text)
language plpgsql
stable
-- Told to the planner, which takes it for a thousand else, and reads the whole community for them.
rows 20
security definer
set search_path = ''
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
set jit = off
set max_parallel_workers_per_gather = 0
as $$
declare
  v_languages text[];
  v_plain text;
  v_asked record;
begin
  -- As for policies: to who owes a second factor nothing is there.
  if p_community is null
    or private.me() is null
    or not private.second_factor_met()
    or not (
      private.is_platform_admin()
      or p_community = any (
        case when p_desk then private.my_admin_communities() else private.my_communities() end
      )
    )
  then
    return;
  end if;
  v_languages := array(
    select distinct unnest(private.search_languages_of(p_community) || array['english', 'german'])
  );
  v_plain := btrim(private.plain_words(left(p_text, 200)));
  for v_pass in 1 .. 3 loop
    select needed, wanted, guessed into v_asked
    from private.read_search(
      case when p_desk then array[p_community]
        else array[p_community, '00000000-0000-0000-0000-000000000000'::uuid] end,
      v_languages, left(p_text, 200), v_pass
    );
    exit when v_asked.needed is null;
    return query
    select fit.item_id, fit.score,
      case when v_pass = 3 then 'some' when v_asked.guessed then 'alike' else 'all' end
    from private.fitting_items(
      p_community, p_kind, case when p_desk then 'desk' else 'member' end,
      v_asked.needed, v_asked.wanted, v_plain
    ) as fit;
    exit when found;
  end loop;
end;
$$;
comment on function public.found_items(uuid, text, text, boolean) is
  'Items of a community that fit a text, for its lists: what members see, the platform''s among it, '
  'or for coaches (p_desk) the community''s own in any state. The best few hundred, and how well: '
  'all, alike or some; nothing where it is not mine to ask.';

create or replace function public.search(
  p_community uuid,
  p_text text,
  p_kind text default null,
  p_from integer default 0,
  p_limit integer default 20
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
as $$
declare
  v_me constant uuid := private.me();
  v_coach constant boolean :=
    p_community = any (private.my_admin_communities()) or private.is_platform_admin();
  v_platform constant uuid := '00000000-0000-0000-0000-000000000000';
  v_places constant uuid[] := array[p_community, v_platform];
  v_languages text[];
  v_needed tsquery;
  v_wanted tsquery;
  v_guessed boolean;
  v_plain text;
  v_how text;
  v_ids uuid[];
  v_kinds text[];
  v_scores real[];
  v_counts jsonb;
  v_talks jsonb := '[]';
  v_talk_count integer := 0;
  v_items jsonb := '[]';
  -- Of what fits this many are ranked: who finds more says what they mean more closely.
  v_most constant integer := 300;
begin
  -- As for policies: to who owes a second factor nothing is there.
  if p_community is null
    or v_me is null
    or not private.second_factor_met()
    or not (p_community = any (private.my_communities()) or private.is_platform_admin())
  then
    return null;
  end if;
  if char_length(p_text) > 200 then
    raise exception 'Nobody reads that much.' using errcode = 'AG422', detail = 'search.too-long';
  end if;
  if p_kind not in ('agent', 'video', 'document', 'prompt', 'automation', 'conversation') then
    raise exception 'There is no such kind.' using errcode = 'AG422', detail = 'search.kind';
  end if;
  v_languages := array(
    select distinct unnest(private.search_languages_of(p_community) || array['english', 'german'])
  );
  v_plain := btrim(private.plain_words(p_text));

  for v_pass in 1 .. 3 loop
    select needed, wanted, guessed into v_needed, v_wanted, v_guessed
    from private.read_search(v_places, v_languages, p_text, v_pass);
    exit when v_needed is null;

    select array_agg(fit.item_id order by fit.score desc, fit.item_id desc),
      array_agg(fit.kind order by fit.score desc, fit.item_id desc)
    into v_ids, v_kinds
    from private.fitting_items(
      p_community, null, case when v_coach then 'coach' else 'member' end,
      v_needed, v_wanted, v_plain
    ) as fit;

    select jsonb_agg(talk order by talk.score desc, talk.last_message_at desc, talk.id desc), count(*)
    into v_talks, v_talk_count
    from (
      select conversations.id, conversations.title, conversations.agent_name,
        conversations.last_message_at, best.message_id, best.score
      from (
        select distinct on (said.conversation_id) said.conversation_id, said.message_id,
          ts_rank('{0.2, 0.25, 0.6, 1}', said.words, v_wanted) as score
        from (
          select search_talks.conversation_id, search_talks.message_id, search_talks.words
          from private.search_talks
          where search_talks.owner_id = v_me and search_talks.words @@ v_needed
          limit v_most
        ) as said
        order by said.conversation_id, score desc
      ) as best
      join public.conversations on conversations.id = best.conversation_id
      where conversations.owner_id = v_me
        and conversations.community_id = p_community
        and conversations.deleted_at is null
        and p_community = any (private.my_communities())
    ) as talk;

    if v_ids is not null or v_talk_count > 0 then
      v_how := case when v_pass = 3 then 'some' when v_guessed then 'alike' else 'all' end;
      exit;
    end if;
  end loop;

  select coalesce(jsonb_object_agg(counted.kind, counted.n), '{}') into v_counts
  from (select kind, count(*) as n from unnest(v_kinds) as kind group by kind) as counted;

  select coalesce(jsonb_agg(row_to_json(page)::jsonb order by page.at), '[]') into v_items
  from (
    select page.at, content_items.id, content_items.kind, content_items.status,
      content_items.community_id is null as platform,
      private.mark_found(content_items.title, v_wanted, v_languages, 200) as title,
      private.mark_found(content_items.summary, v_wanted, v_languages, 600) as summary,
      passage.heading, passage.second,
      private.mark_found(passage.text, v_wanted, v_languages, 240) as passage
    from (
      select found.id, row_number() over (order by found.at) as at
      from unnest(v_ids, v_kinds) with ordinality as found (id, kind, at)
      where p_kind is null or found.kind = p_kind
      order by found.at
      offset greatest(p_from, 0) limit least(greatest(p_limit, 1), 50)
    ) as page
    join public.content_items on content_items.id = page.id
    left join lateral (
      select search_passages.heading, search_passages.second, search_passages.text
      from private.search_passages
      where search_passages.item_id = page.id and search_passages.words @@ v_wanted
      order by ts_rank(search_passages.words, v_wanted) desc, search_passages.nth
      limit 1
    ) as passage on true
  ) as page;

  select coalesce(jsonb_agg(
    jsonb_build_object(
      'id', talk.id, 'message', nullif(talk.message_id, talk.id),
      -- A page of a conversation has thirty messages: where the one that was found is further back,
      -- the page that ends before this one has it.
      'later', (
        select messages.id from public.messages
        where messages.conversation_id = talk.id and messages.id > talk.message_id
          and talk.message_id > talk.id
        order by messages.id
        offset 28 limit 1
      ),
      'agent', talk.agent_name, 'at', talk.last_message_at,
      'title', private.mark_found(talk.title, v_wanted, v_languages, 200),
      'passage', (
        select private.mark_found(messages.text, v_wanted, v_languages, 240)
        from public.messages
        where messages.conversation_id = talk.id and messages.id = talk.message_id
          and talk.message_id > talk.id
      )
    ) order by talk.place
  ), '[]')
  into v_talks
  from (
    select told.*, each.place
    from jsonb_array_elements(coalesce(v_talks, '[]')) with ordinality as each (one, place)
    cross join lateral jsonb_to_record(each.one)
      as told (id uuid, title text, agent_name text, last_message_at timestamptz, message_id uuid)
    where p_kind is null or p_kind = 'conversation'
    order by each.place
    offset case when p_kind = 'conversation' then greatest(p_from, 0) else 0 end
    limit case when p_kind = 'conversation' then least(greatest(p_limit, 1), 50) else 3 end
  ) as talk;

  return jsonb_build_object(
    'how', coalesce(v_how, 'nothing'),
    'items', v_items,
    'talks', v_talks,
    'counts', v_counts || jsonb_build_object('conversation', v_talk_count),
    'more', coalesce(cardinality(v_ids), 0) >= v_most
  );
end;
$$;

-- Rights -------------------------------------------------------------------------------------------

grant update (title, shown_at) on table public.content_tags to aigym_definer;
create policy "Definer functions keep what tags are listed by"
  on public.content_tags for update to aigym_definer using (true);

revoke all on function
  private.show_tag(), private.show_tags(), public.tags_in_use(uuid, text, text),
  private.fitting_items(uuid, text, text, tsquery, tsquery, text),
  public.found_items(uuid, text, text, boolean)
from public, anon, authenticated, service_role;
grant execute on function
  public.tags_in_use(uuid, text, text), public.found_items(uuid, text, text, boolean)
to authenticated;

grant create on schema private, public to aigym_definer;
alter function private.show_tag() owner to aigym_definer;
alter function private.show_tags() owner to aigym_definer;
alter function public.tags_in_use(uuid, text, text) owner to aigym_definer;
alter function private.fitting_items(uuid, text, text, tsquery, tsquery, text)
  owner to aigym_definer;
alter function public.found_items(uuid, text, text, boolean) owner to aigym_definer;
revoke create on schema private, public from aigym_definer;
