-- Undoes 20261121151000_finding_lists.sql.

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

    -- The names first: what stands in them is what is meant, and they are small.
    select array_agg(fit.item_id order by fit.score desc, fit.item_id desc),
      array_agg(fit.kind order by fit.score desc, fit.item_id desc)
    into v_ids, v_kinds
    from (
      select fits.item_id, fits.kind,
        ts_rank('{0.05, 0.25, 0.6, 1}', fits.names, v_wanted) * 2
          + case when fits.title = v_plain then 1
              when fits.title like v_plain || '%' then 0.4 else 0 end
          -- Of two names that fit, the one that says little else.
          + 0.5 * least(1, char_length(v_plain)::real / char_length(fits.title)) as score
      from (
        (
          select search_items.item_id, content_items.kind, search_items.names, search_items.title
          from private.search_items
          join public.content_items on content_items.id = search_items.item_id
          where search_items.place_id = any (v_places)
            and search_items.names @@ v_needed
            and content_items.deleted_at is null
            and (
              v_coach and content_items.community_id = p_community
              or content_items.status = 'published' and (
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
            and search_items.words @@ v_needed
            and content_items.deleted_at is null
            and (
              v_coach and content_items.community_id = p_community
              or content_items.status = 'published' and (
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
      ) as fits
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

drop function public.found_items(uuid, text, text, boolean);
drop function private.fitting_items(uuid, text, text, tsquery, tsquery, text);
drop function public.tags_in_use(uuid, text, text);

drop index public.content_items_given_by_name;
drop index public.content_items_given;
drop index public.content_items_by_name;

drop trigger content_items_tags_shown on public.content_items;
drop trigger content_tags_shown on public.content_tags;
drop function private.show_tags();
drop function private.show_tag();
drop policy "Definer functions keep what tags are listed by" on public.content_tags;
revoke update (title, shown_at) on table public.content_tags from aigym_definer;
alter table public.content_tags drop column kind, drop column title, drop column shown_at;
