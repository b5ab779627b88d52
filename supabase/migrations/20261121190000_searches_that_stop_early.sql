-- A search read all that fits a word before it ranked 300 of it, also of the other communities; read all
-- words of a community to see whether one of them stands there; and asked for each text of a page anew which
-- of its words fit.

-- allow index: one of 100,000 items takes less than a second, and who saves an item waits for that long
create index search_items_title on private.search_items (place_id, title collate "C");

create function private.fitting_words(p_texts text[], p_wanted tsquery, p_languages text[])
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  v_simple constant regconfig := 'pg_catalog.simple';
  v_configurations constant regconfig[] := v_simple || array(
    select ('pg_catalog.' || language)::regconfig from unnest(p_languages) as language
  );
begin
  return (
    select string_agg(distinct said.word, '|')
    from (
      select each.word, each.ascii,
        case when each.ascii then each.word else private.words_only(each.word) end as plain
      from (
        select distinct found.word, octet_length(found.word) = char_length(found.word) as ascii
        from string_to_table(
          regexp_replace(
            array_to_string(p_texts, ' '), '[^[:alnum:]]+' collate pg_catalog.pg_c_utf8, ' ', 'g'
          ),
          ' '
        ) as found (word)
      ) as each
      -- Written plainly once, not for each language.
      offset 0
    ) as said
    cross join unnest(v_configurations) as configuration
    where to_tsvector(
      configuration,
      case when said.ascii or configuration <> v_simple then said.plain
        else private.without_accents(said.plain) end
    ) @@ p_wanted
  );
end;
$$;
comment on function private.fitting_words(text[], tsquery, text[]) is
  'The words of these texts that fit what is searched for, as a pattern; null where none does.';

create function private.mark_words(p_text text, p_words text, p_most integer)
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
  -- Whole words. They are letters and digits alone, so nothing in them is of a pattern.
  v_pattern constant text := '(?<![[:alnum:]])(?:' || p_words || ')(?![[:alnum:]])';
  v_text text := left(translate(p_text, U&'\E000\E001', ''), 6000);
  v_before integer := 0;
  v_begins boolean := true;
  v_ends boolean := true;
begin
  if char_length(v_text) > p_most then
    v_before := greatest(
      0,
      coalesce(regexp_instr(v_text, v_pattern collate pg_catalog.pg_c_utf8), 0) - 61
    );
    v_begins := v_before = 0;
    v_ends := v_before + p_most >= char_length(v_text);
    -- A letter more on each side: a word that is cut goes.
    v_text := substr(v_text, greatest(v_before, 1), p_most + case when v_begins then 1 else 2 end);
    if not v_begins then
      v_text := regexp_replace(
        v_text, '^(?:[[:alnum:]]+|[^[:alnum:]]+)' collate pg_catalog.pg_c_utf8, ''
      );
    end if;
    if not v_ends then
      v_text := regexp_replace(
        v_text, '(?:[[:alnum:]]+|[^[:alnum:]]+)$' collate pg_catalog.pg_c_utf8, ''
      );
    end if;
    v_text := btrim(v_text);
  end if;
  if p_words is not null then
    v_text := regexp_replace(
      v_text, v_pattern collate pg_catalog.pg_c_utf8, U&'\E000' || '\&' || U&'\E001', 'g'
    );
  end if;
  return case when v_begins then '' else '… ' end || v_text || case when v_ends then '' else ' …' end;
end;
$$;
comment on function private.mark_words(text, text, integer) is
  'Marks the words of a pattern by private.fitting_words(), in a piece of the text that begins by them.';

create or replace function private.mark_found(
  p_text text,
  p_wanted tsquery,
  p_languages text[],
  p_most integer
)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return private.mark_words(
    p_text, private.fitting_words(array[left(p_text, 6000)], p_wanted, p_languages), p_most
  );
end;
$$;

create or replace function private.tsquery_of(p_word text, p_begins boolean)
returns tsquery
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
  -- A word has no quotes and no backslashes in it: private.words_only() took them.
  return (quote_literal(p_word) || case when p_begins then ':*' else '' end)::tsquery;
end;
$$;

create or replace function private.plain_words(p_text text)
returns text
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
  return private.without_accents(private.words_only(p_text));
end;
$$;

revoke all on function
  private.fitting_words(text[], tsquery, text[]),
  private.mark_words(text, text, integer)
from public, anon, authenticated, service_role;
grant execute on function
  private.fitting_words(text[], tsquery, text[]),
  private.mark_words(text, text, integer)
to aigym_definer;

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
      -- Each by itself goes along the index, together they would read all words of the place.
      or not exists (
        select from private.search_words
        where search_words.place_id = any (p_places) and search_words.word = v_word
      )
      and not (v_last and exists (
        select from private.search_words
        where search_words.place_id = any (p_places)
          and search_words.word >= v_word
          and search_words.word < v_word || U&'\+10FFFF'
      ))
      -- Not as it stands, and in none of its forms.
      -- Counted, not looked for: for "is there one" Postgres reads on and on where there is none.
      and 0 = (
        select count(*) from private.search_items
        where search_items.place_id = p_places[1] and search_items.words @@ v_query
      )
      and 0 = (
        select count(*) from private.search_items
        where search_items.place_id = p_places[2] and search_items.words @@ v_query
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
  v_platform constant uuid :=
    case when p_scope <> 'desk' then '00000000-0000-0000-0000-000000000000'::uuid end;
  -- Of what fits this many are ranked: who finds more says what they mean more closely.
  v_most constant integer := 300;
  v_tried constant integer := 200;
  v_coach constant boolean := p_scope <> 'member'
    or p_community = any (private.my_admin_communities()) or private.is_platform_admin();
  v_audiences constant uuid[] := private.my_audiences();
  v_read integer;
  v_fit integer;
  -- So many of the newest are looked through one after the other.
  v_newest integer := 0;
  v_titled uuid[] := '{}';
  v_found integer;
begin
  -- A text index gives all that fits or nothing, also where the first 300 are enough. A word that many
  -- of the newest have is looked for among the newest, which costs the same in a place of any size.
  select count(*), count(*) filter (where newest.names @@ p_needed)
  into v_read, v_fit
  from (
    select search_items.names from private.search_items
    -- "Equals" would be no part of the order, and so leave the planner another index that has it.
    where search_items.place_id between p_community and p_community
    order by search_items.place_id, search_items.item_id desc
    limit v_tried
  ) as newest;
  if v_read = v_tried then
    if v_fit * 40 >= v_tried then
      v_newest := v_tried * v_most * 4 / 3 / v_fit * case when p_kind is null then 1 else 3 end;
    end if;
    -- Of more than are ranked, those whose names begin with what was typed are ranked in any case.
    if p_plain <> '' then
      v_titled := array(
        (
          select search_items.item_id from private.search_items
          where search_items.place_id = p_community
            and search_items.title collate "C" >= p_plain
            and search_items.title collate "C" < p_plain || U&'\+10FFFF'
          order by search_items.title collate "C"
          limit 25
        )
        union all
        (
          select search_items.item_id from private.search_items
          where search_items.place_id = v_platform
            and search_items.title collate "C" >= p_plain
            and search_items.title collate "C" < p_plain || U&'\+10FFFF'
          order by search_items.title collate "C"
          limit 25
        )
      );
    end if;
  end if;
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
    select named.item_id, shown.kind, named.names, named.title
    from (
      -- One after the other, for as long as there are not enough.
      select search_items.item_id, search_items.names, search_items.title
      from private.search_items
      where search_items.item_id = any (v_titled) and search_items.names @@ p_needed
      union all
      select newest.item_id, newest.names, newest.title
      from (
        select search_items.item_id, search_items.names, search_items.title
        from private.search_items
        where search_items.place_id between p_community and p_community
        order by search_items.place_id, search_items.item_id desc
        limit v_newest
      ) as newest
      where newest.names @@ p_needed and newest.item_id <> all (v_titled)
      union all
      select search_items.item_id, search_items.names, search_items.title
      from private.search_items
      where search_items.place_id = p_community
        and search_items.names @@ p_needed
        and search_items.item_id <> all (v_titled)
        and (
          v_newest = 0
          -- Older than those; there is nothing older than the oldest.
          or search_items.item_id < (
            select last.item_id from private.search_items as last
            where last.place_id between p_community and p_community
            order by last.place_id, last.item_id desc
            offset v_newest - 1 limit 1
          )
        )
      union all
      select search_items.item_id, search_items.names, search_items.title
      from private.search_items
      where search_items.place_id = v_platform
        and search_items.names @@ p_needed
        and search_items.item_id <> all (v_titled)
    ) as named
    -- So for each of those in turn: joined, the planner may begin with all items.
    cross join lateral (
      select content_items.kind from public.content_items
      where content_items.id = named.item_id
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
      limit 1
    ) as shown
    limit v_most
  ) as fits;
  get diagnostics v_found = row_count;
  -- Whose text alone fits comes after all of those.
  if v_found >= v_most then
    return;
  end if;
  return query
  select named.item_id, shown.kind,
    (
      ts_rank('{0.05, 0.25, 0.6, 1}', named.names, p_wanted) * 2
        + 0.5 * least(1, char_length(p_plain)::real / char_length(named.title))
    )::real
  from (
    select search_items.item_id, search_items.names, search_items.title
    from private.search_items
    where search_items.place_id = p_community
      and search_items.words @@ p_needed
      and not search_items.names @@ p_needed
    union all
    select search_items.item_id, search_items.names, search_items.title
    from private.search_items
    where search_items.place_id = v_platform
      and search_items.words @@ p_needed
      and not search_items.names @@ p_needed
  ) as named
  cross join lateral (
    select content_items.kind from public.content_items
    where content_items.id = named.item_id
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
    limit 1
  ) as shown
  limit v_most - v_found;
end;
$$;

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
  v_talk record;
  v_said text;
  v_later uuid;
  v_told jsonb := '[]';
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

  -- Which words of the page fit is asked once for all of its texts.
  with page as materialized (
    select found.at, content_items.id, content_items.kind, content_items.status,
      content_items.community_id is null as platform, content_items.title, content_items.summary,
      passage.heading, passage.second, passage.text as passage
    from (
      select found.id, row_number() over (order by found.at) as at
      from unnest(v_ids, v_kinds) with ordinality as found (id, kind, at)
      where p_kind is null or found.kind = p_kind
      order by found.at
      offset greatest(p_from, 0) limit least(greatest(p_limit, 1), 50)
    ) as found
    join public.content_items on content_items.id = found.id
    left join lateral (
      select search_passages.heading, search_passages.second, search_passages.text
      from private.search_passages
      where search_passages.item_id = found.id and search_passages.words @@ v_wanted
      order by ts_rank(search_passages.words, v_wanted) desc, search_passages.nth
      limit 1
    ) as passage on true
  ),
  fitting as materialized (
    select private.fitting_words(
      array(
        select left(texts.one, 6000)
        from page cross join unnest(array[page.title, page.summary, page.passage]) as texts (one)
      ),
      v_wanted, v_languages
    ) as words
  )
  select coalesce(jsonb_agg(
    jsonb_build_object(
      'at', page.at, 'id', page.id, 'kind', page.kind, 'status', page.status,
      'platform', page.platform,
      'title', private.mark_words(page.title, fitting.words, 200),
      'summary', private.mark_words(page.summary, fitting.words, 600),
      'heading', page.heading, 'second', page.second,
      'passage', private.mark_words(page.passage, fitting.words, 240)
    ) order by page.at
  ), '[]')
  into v_items
  from page cross join fitting;

  -- Each by itself: of the months of messages only those are opened that may have what is asked for.
  for v_talk in
    select told.*
    from jsonb_array_elements(coalesce(v_talks, '[]')) with ordinality as each (one, place)
    cross join lateral jsonb_to_record(each.one)
      as told (id uuid, title text, agent_name text, last_message_at timestamptz, message_id uuid)
    where p_kind is null or p_kind = 'conversation'
    order by each.place
    offset case when p_kind = 'conversation' then greatest(p_from, 0) else 0 end
    limit case when p_kind = 'conversation' then least(greatest(p_limit, 1), 50) else 3 end
  loop
    v_said := null;
    v_later := null;
    if v_talk.message_id > v_talk.id then
      v_said := (
        select messages.text from public.messages
        where messages.conversation_id = v_talk.id and messages.id = v_talk.message_id
      );
      -- A page of a conversation has thirty messages: where the one that was found is further back,
      -- the page that ends before this one has it.
      v_later := (
        select messages.id from public.messages
        where messages.conversation_id = v_talk.id and messages.id > v_talk.message_id
        order by messages.id
        offset 28 limit 1
      );
    end if;
    v_told := v_told || jsonb_build_object(
      'id', v_talk.id, 'message', nullif(v_talk.message_id, v_talk.id), 'later', v_later,
      'agent', v_talk.agent_name, 'at', v_talk.last_message_at,
      'title', private.mark_found(v_talk.title, v_wanted, v_languages, 200),
      'passage', private.mark_found(v_said, v_wanted, v_languages, 240)
    );
  end loop;

  return jsonb_build_object(
    'how', coalesce(v_how, 'nothing'),
    'items', v_items,
    'talks', v_told,
    'counts', v_counts || jsonb_build_object('conversation', v_talk_count),
    'more', coalesce(cardinality(v_ids), 0) >= v_most
  );
end;
$$;
