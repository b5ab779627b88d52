-- Undoes 20261121190000_searches_that_stop_early.sql.

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
set plan_cache_mode = force_generic_plan
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

create or replace function private.fitting_items(
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
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
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
  v_coach constant boolean := p_scope <> 'member'
    or p_community = any (private.my_admin_communities()) or private.is_platform_admin();
  v_audiences constant uuid[] := private.my_audiences();
  v_found integer;
begin
  -- The names first: what stands in them is what is meant, and they are small.
  return query
  select fits.item_id, fits.kind,
    (
      ts_rank('{0.05, 0.25, 0.6, 1}', fits.names, p_wanted) * 2
        + case when fits.title = p_plain then 1
            when fits.title like p_plain || '%' then 0.4 else 0 end
        -- Of two names that fit, the one that says little else.
        + 0.5 * least(1, char_length(p_plain)::real / char_length(fits.title))
    )::real
  from (
    select search_items.item_id, content_items.kind, search_items.names, search_items.title
    from private.search_items
    join public.content_items on content_items.id = search_items.item_id
    where (search_items.place_id = v_places[1] or search_items.place_id = v_places[2])
      and search_items.names @@ p_needed
      and (p_kind is null or content_items.kind = p_kind)
      and (p_scope = 'desk' or content_items.deleted_at is null)
      and (content_items.audience is null or v_coach or content_items.audience && v_audiences)
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
  ) as fits;
  get diagnostics v_found = row_count;
  -- Whose text alone fits comes after all of those.
  if v_found >= v_most then
    return;
  end if;
  return query
  select search_items.item_id, content_items.kind,
    (
      ts_rank('{0.05, 0.25, 0.6, 1}', search_items.names, p_wanted) * 2
        + 0.5 * least(1, char_length(p_plain)::real / char_length(search_items.title))
    )::real
  from private.search_items
  join public.content_items on content_items.id = search_items.item_id
  where (search_items.place_id = v_places[1] or search_items.place_id = v_places[2])
    and search_items.words @@ p_needed
    and not search_items.names @@ p_needed
    and (p_kind is null or content_items.kind = p_kind)
    and (p_scope = 'desk' or content_items.deleted_at is null)
    and (content_items.audience is null or v_coach or content_items.audience && v_audiences)
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
  limit v_most - v_found;
end;
$$;

create or replace function private.read_search(
  p_places uuid[],
  p_languages text[],
  p_text text,
  p_pass integer,
  out needed tsquery,
  out wanted tsquery,
  out guessed boolean
)
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
declare
  v_words text[];
  v_exact text[];
  v_word text;
  v_language text;
  v_lexemes tsvector;
  v_query tsquery;
  v_alike text[];
  v_other text;
  v_stop boolean;
  v_last boolean;
  v_least tsquery;
begin
  guessed := false;
  v_exact := regexp_split_to_array(btrim(private.words_only(p_text)), '\s+');
  -- Twelve words say what is meant.
  v_exact := v_exact[1:12];
  for v_at in 1 .. coalesce(cardinality(v_exact), 0) loop
    v_word := btrim(private.without_accents(v_exact[v_at]));
    continue when v_word = '';
    v_last := v_at = cardinality(v_exact);
    v_stop := false;
    v_query := private.tsquery_of(v_word, v_last and char_length(v_word) >= 2);
    foreach v_language in array p_languages loop
      v_lexemes := to_tsvector(('pg_catalog.' || v_language)::regconfig, v_exact[v_at]);
      v_stop := v_stop or v_lexemes = ''::tsvector;
      for v_other in select unnest(tsvector_to_array(v_lexemes)) loop
        v_query := v_query || private.tsquery_of(v_other, false);
      end loop;
    end loop;
    -- "the" and "der" ask for nothing, unless they are all there is, or the beginning of a word.
    if v_stop then
      v_least := v_query;
      if not v_last or cardinality(v_exact) > 1 then
        continue;
      end if;
    end if;

    if char_length(v_word) between 3 and 40 and (
      p_pass > 1
      or not exists (
        select from private.search_words
        where search_words.place_id = any (p_places)
          and (
            search_words.word = v_word
            or v_last
              and search_words.word >= v_word
              and search_words.word < v_word || U&'\+10FFFF'
          )
      )
      -- Not as it stands, and in none of its forms.
      -- Counted, not looked for: for "is there one" Postgres reads on and on where there is none.
      and 0 = (
        select count(*) from private.search_items
        where search_items.place_id = any (p_places) and search_items.words @@ v_query
      )
    ) then
      v_alike := private.words_alike(p_places, v_word, v_last);
      foreach v_other in array coalesce(v_alike, '{}') loop
        guessed := guessed or v_other <> v_word;
        v_query := v_query || private.tsquery_of(v_other, false);
        foreach v_language in array p_languages loop
          v_query := v_query
            || plainto_tsquery(('pg_catalog.' || v_language)::regconfig, v_other);
        end loop;
      end loop;
    end if;
    wanted := case when wanted is null then v_query else wanted || v_query end;
    needed := case
      when needed is null then v_query
      when p_pass = 3 then needed || v_query
      else needed && v_query
    end;
  end loop;
  needed := coalesce(needed, v_least);
  wanted := coalesce(wanted, v_least);
end;
$$;

create or replace function private.mark_found(
  p_text text, p_wanted tsquery, p_languages text[], p_most integer
)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  v_text constant text := left(translate(p_text, U&'\E000\E001', ''), 6000);
  v_cut text := v_text;
  v_marked text;
  v_first integer;
  v_from integer;
begin
  -- By whole words, each asked once.
  with said as materialized (
    select said.found[1] as word, said.at
    from regexp_matches(
      v_text,
      '[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^[:alnum:]]+|[[:alnum:]]+' collate pg_catalog.pg_c_utf8,
      'g'
    ) with ordinality as said (found, at)
  ),
  fitting as materialized (
    select words.word
    from (select distinct said.word from said where said.word ~ '[[:alnum:]]' collate pg_catalog.pg_c_utf8)
      as words
    where private.search_vector(p_languages, words.word, 'D') @@ p_wanted
  ),
  placed as (
    select said.at, said.word, fitting.word is not null as found,
      sum(char_length(said.word)) over (order by said.at) - char_length(said.word) as before
    from said left join fitting on fitting.word = said.word
  ),
  shown as (
    select placed.*, greatest(0, coalesce(min(placed.before) filter (where placed.found) over (), 0) - 60)
      as begin_at
    from placed
  )
  select string_agg(
      case when shown.found then U&'\E000' || shown.word || U&'\E001' else shown.word end, ''
      order by shown.at
    ) filter (where
      char_length(v_text) <= p_most
      or shown.before >= shown.begin_at and shown.before + char_length(shown.word) <= shown.begin_at + p_most
    ),
    min(shown.begin_at)
  into v_marked, v_first
  from shown;
  if char_length(v_text) <= p_most then
    return v_marked;
  end if;
  return case when v_first > 0 then '… ' else '' end || btrim(v_marked)
    || case when v_first + p_most < char_length(v_text) then ' …' else '' end;
end;
$$;

create or replace function private.tsquery_of(p_word text, p_begins boolean)
returns tsquery
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
  -- A word has no quotes and no backslashes in it: private.words_only() took them.
  select (quote_literal(p_word) || case when p_begins then ':*' else '' end)::tsquery;
$$;

create or replace function private.plain_words(p_text text)
returns text
language sql
stable
parallel safe
security invoker
set search_path = ''
as $$
  select private.without_accents(private.words_only(p_text));
$$;

drop function private.mark_words(text, text, integer);
drop function private.fitting_words(text[], tsquery, text[]);
drop index private.search_items_title;
