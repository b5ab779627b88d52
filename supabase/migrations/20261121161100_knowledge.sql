-- An agent's knowledge: the documents that it answers from, what of them was found for an answer, and
-- the finding itself. The passages are those of the search (private.search_passages): made when a
-- document is written, renewed with it, gone with it. Whether it is published is asked when they are
-- looked through.

create table public.agent_knowledge (
  agent_id uuid not null references public.agents (id) on delete cascade,
  document_id uuid not null references public.documents (id) on delete cascade,
  primary key (agent_id, document_id)
);
comment on table public.agent_knowledge is 'The documents that an agent answers from; fifty at most.';
create index agent_knowledge_document on public.agent_knowledge (document_id);

create table public.answer_sources (
  message_id uuid not null,
  -- From 1, as the model was told. 0 stands alone: it was looked, and nothing was found.
  place smallint not null,
  conversation_id uuid not null,
  document_id uuid references public.documents (id) on delete set null,
  title text,
  -- The headings above the passage, outermost first, and the id of the nearest on the document's page.
  headings text[] not null default '{}',
  section text,
  passage text not null default '',
  primary key (message_id, place),
  constraint answer_sources_message foreign key (conversation_id, message_id)
    references public.messages (conversation_id, id) on delete cascade,
  constraint answer_sources_nothing check ((place = 0) = (title is null))
);
comment on table public.answer_sources is
  'Passages of documents that an answer was made from, as they were then.';
create index answer_sources_message on public.answer_sources (conversation_id, message_id);
create index answer_sources_document on public.answer_sources (document_id);

-- What an agent is made of ------------------------------------------------------------------------

create or replace function private.content_body(p_item public.content_items)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  v_id constant uuid := p_item.id;
begin
  return jsonb_strip_nulls(jsonb_build_object(
    'title', p_item.title,
    'summary', p_item.summary,
    'tags', (
      select jsonb_agg(tags.name order by tags.name)
      from public.content_tags join public.tags on tags.id = content_tags.tag_id
      where content_tags.item_id = v_id
    ),
    'files', (
      select jsonb_agg(
        jsonb_build_object('file', content_files.file_id, 'purpose', content_files.purpose)
        order by content_files.purpose, content_files.place
      )
      from public.content_files where content_files.item_id = v_id
    ),
    p_item.kind, case p_item.kind
      when 'agent' then (
        select to_jsonb(agents) - array['id', 'kind']
          || coalesce(to_jsonb(agent_instructions) - 'agent_id', '{}')
          || jsonb_build_object(
            'knowledge', (
              select jsonb_agg(
                jsonb_build_object('document', known.id, 'title', known.title) order by known.id
              )
              from public.agent_knowledge
              join public.content_items as known on known.id = agent_knowledge.document_id
              where agent_knowledge.agent_id = v_id
            )
          )
        from public.agents
        left join public.agent_instructions on agent_instructions.agent_id = agents.id
        where agents.id = v_id
      )
      when 'video' then (
        select to_jsonb(videos) - array['id', 'kind'] || jsonb_build_object(
          'chapters', (
            select jsonb_agg(to_jsonb(video_chapters) - 'video_id' order by starts_at_second)
            from public.video_chapters where video_chapters.video_id = v_id
          ),
          'captions', (
            select jsonb_agg(to_jsonb(video_captions) - 'video_id' order by language)
            from public.video_captions where video_captions.video_id = v_id
          )
        )
        from public.videos where videos.id = v_id
      )
      when 'document' then (
        select to_jsonb(documents) - array['id', 'kind']
        from public.documents where documents.id = v_id
      )
      when 'prompt' then (
        select to_jsonb(prompts) - array['id', 'kind'] || jsonb_build_object(
          'variables', (
            select jsonb_agg(to_jsonb(prompt_variables) - 'prompt_id' order by place)
            from public.prompt_variables where prompt_variables.prompt_id = v_id
          )
        )
        from public.prompts where prompts.id = v_id
      )
      when 'automation' then (
        select to_jsonb(automations) - array['id', 'kind'] || jsonb_build_object(
          'steps', (
            select jsonb_agg(to_jsonb(automation_steps) - array['id', 'automation_id'] order by place)
            from public.automation_steps where automation_steps.automation_id = v_id
          )
        )
        from public.automations where automations.id = v_id
      )
    end
  ));
end;
$$;

create or replace function private.write_kind(p_id uuid, p_kind text, p_body jsonb)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_body constant jsonb := coalesce(p_body -> p_kind, '{}');
begin
  case p_kind
    when 'agent' then
      insert into public.agents (id, greeting, starter_questions)
      values (
        p_id,
        coalesce(v_body ->> 'greeting', ''),
        array(select jsonb_array_elements_text(v_body -> 'starter_questions'))
      )
      on conflict (id) do update
      set greeting = excluded.greeting, starter_questions = excluded.starter_questions;
      insert into public.agent_instructions (agent_id, instructions, temperature, max_output_tokens)
      values (
        p_id,
        coalesce(v_body ->> 'instructions', ''),
        coalesce((v_body ->> 'temperature')::numeric, 0.7),
        coalesce((v_body ->> 'max_output_tokens')::integer, 1024)
      )
      on conflict (agent_id) do update
      set instructions = excluded.instructions, temperature = excluded.temperature,
        max_output_tokens = excluded.max_output_tokens;
      delete from public.agent_knowledge where agent_knowledge.agent_id = p_id;
      -- What is gone since, or belongs to somebody else (a copy's, an import's), is left out.
      insert into public.agent_knowledge (agent_id, document_id)
      select distinct p_id, known.id
      from jsonb_to_recordset(v_body -> 'knowledge') as one (document uuid)
      join public.content_items as known on known.id = one.document and known.kind = 'document'
      join public.content_items as agent on agent.id = p_id
      where known.community_id is not distinct from agent.community_id
      limit 50;
    when 'document' then
      insert into public.documents (id, body)
      values (p_id, coalesce(v_body ->> 'body', ''))
      on conflict (id) do update set body = excluded.body;
    when 'prompt' then
      insert into public.prompts (id, body)
      values (p_id, coalesce(v_body ->> 'body', ''))
      on conflict (id) do update set body = excluded.body;
      delete from public.prompt_variables where prompt_variables.prompt_id = p_id;
      insert into public.prompt_variables (
        prompt_id, name, place, type, label, help, default_value, required, options
      )
      select p_id, one.name, one.place, one.type, one.label, coalesce(one.help, ''),
        coalesce(one.default_value, ''), coalesce(one.required, true), coalesce(one.options, '{}')
      from jsonb_to_recordset(v_body -> 'variables') as one (
        name text, place integer, type text, label text, help text, default_value text,
        required boolean, options text[]
      );
    when 'video' then
      insert into public.videos (id, address, duration_seconds, transcript)
      values (
        p_id, v_body ->> 'address', (v_body ->> 'duration_seconds')::numeric,
        coalesce(v_body ->> 'transcript', '')
      )
      on conflict (id) do update
      set address = excluded.address, duration_seconds = excluded.duration_seconds,
        transcript = excluded.transcript;
      delete from public.video_chapters where video_chapters.video_id = p_id;
      insert into public.video_chapters (video_id, starts_at_second, title)
      select p_id, one.starts_at_second, one.title
      from jsonb_to_recordset(v_body -> 'chapters') as one (starts_at_second numeric, title text);
      -- Captions hang from files, and so come and go apart from the form: only a version brings
      -- them along, as far as their files are still there.
      if v_body ? 'captions' then
        delete from public.video_captions where video_captions.video_id = p_id;
        insert into public.video_captions (video_id, language, label, file_id)
        select p_id, one.language, one.label, one.file_id
        from jsonb_to_recordset(v_body -> 'captions') as one (
          language text, label text, file_id uuid
        )
        join public.files on files.id = one.file_id;
      end if;
    when 'automation' then
      insert into public.automations (id, trigger_kind, trigger_settings)
      values (
        p_id, coalesce(v_body ->> 'trigger_kind', 'manual'),
        coalesce(v_body -> 'trigger_settings', '{}')
      )
      on conflict (id) do update
      set trigger_kind = excluded.trigger_kind, trigger_settings = excluded.trigger_settings;
      delete from public.automation_steps where automation_steps.automation_id = p_id;
      insert into public.automation_steps (automation_id, place, action, settings)
      select p_id, one.place, one.action, coalesce(one.settings, '{}')
      from jsonb_to_recordset(v_body -> 'steps') as one (
        place integer, action text, settings jsonb
      );
  end case;
end;
$$;

-- Finding -----------------------------------------------------------------------------------------

-- Words that ask, and say nothing of what is asked for. Those that every sentence has (the, is, der)
-- are known to Postgres.
create function private.asks_only(p_word text)
returns boolean
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
  select p_word = any (array[
    'actually', 'allowed', 'also', 'anyone', 'anything', 'could', 'else', 'exactly', 'ever', 'everything',
    'explain', 'get', 'give', 'got', 'happen', 'happens', 'hello', 'help', 'hi', 'instead', 'know', 'let',
    'like', 'long', 'many', 'may', 'maybe', 'mean', 'means', 'might', 'much', 'must', 'need', 'needed',
    'needs', 'often', 'okay', 'one', 'please', 'really', 'right', 'say', 'says', 'shall', 'someone',
    'something', 'still', 'suppose', 'supposed', 'sure', 'take', 'takes', 'tell', 'thank', 'thanks',
    'thing', 'things', 'think', 'us', 'use', 'used', 'want', 'way', 'well', 'would', 'yes',
    'bekomme', 'bitte', 'brauche', 'braucht', 'danke', 'darf', 'durfen', 'eigentlich', 'erklare', 'gehort',
    'geht', 'genau', 'gibt', 'gilt', 'hallo', 'heisst', 'ja', 'konnen', 'konnte', 'lange', 'mache',
    'machen', 'macht', 'mochte', 'muss', 'mussen', 'oft', 'sag', 'sage', 'sagen', 'sollte', 'sollten',
    'tun', 'viel', 'viele', 'wann', 'warum', 'weit', 'welche', 'welcher', 'welches', 'wer', 'weshalb',
    'wieso', 'wieviel', 'wo', 'wofur', 'woher', 'womit', 'worauf', 'wozu'
  ]);
$$;

-- Where a piece of a document stands: the headings above it, and how many of its name came before.
create function private.place_of_passage(p_item uuid, p_nth integer, out headings text[], out section text)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_heading text;
  v_occurrence integer;
  v_seen integer := 0;
  v_levels text[] := array_fill(null::text, array[6]);
  v_line record;
  v_word text;
begin
  headings := '{}';
  select search_passages.heading into v_heading
  from private.search_passages
  where search_passages.item_id = p_item and search_passages.nth = p_nth;
  if v_heading is null then
    return;
  end if;
  select count(*) into v_occurrence
  from (
    select search_passages.heading,
      lag(search_passages.heading) over (order by search_passages.nth) as before
    from private.search_passages
    where search_passages.item_id = p_item and search_passages.nth <= p_nth
  ) as pieces
  where pieces.heading = v_heading and pieces.before is distinct from v_heading;
  -- The id that the document's page gives to it.
  v_word := left(
    regexp_replace(
      regexp_replace(
        lower(v_heading collate pg_catalog.pg_c_utf8),
        '[^[:alnum:]]+' collate pg_catalog.pg_c_utf8, '-', 'g'
      ),
      '^-|-$', '', 'g'
    ),
    80
  );
  if v_word <> '' then
    section := 'section-' || v_word || case when v_occurrence > 1 then '-' || v_occurrence else '' end;
  end if;
  for v_line in
    select char_length(one.found[1]) as level, left(btrim(one.found[2], E' #\t'), 120) as title
    from public.documents
    cross join lateral regexp_matches(documents.body, '^(#{1,6})[ \t]+([^\n]+)$', 'gn')
      with ordinality as one (found, at)
    where documents.id = p_item
    order by one.at
  loop
    v_levels[v_line.level] := v_line.title;
    for v_deeper in v_line.level + 1 .. 6 loop
      v_levels[v_deeper] := null;
    end loop;
    if v_line.title = v_heading then
      v_seen := v_seen + 1;
      if v_seen = v_occurrence then
        headings := array_remove(v_levels, null);
        return;
      end if;
    end if;
  end loop;
  headings := array[v_heading];
end;
$$;

-- The pieces of some documents that fit a question, best first; none where too little of it stands
-- anywhere. A word counts by how seldom it is there: most where the piece has it, less where only the
-- document's name has it, little where it stands elsewhere in the document.
create function private.fitting_passages(
  p_community uuid, p_documents uuid[], p_question text, p_most integer
)
returns table (item_id uuid, nth integer, score real)
language plpgsql
stable
rows 5
security definer
set search_path = ''
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
set jit = off
set max_parallel_workers_per_gather = 0
as $$
declare
  v_places constant uuid[] := array[p_community, '00000000-0000-0000-0000-000000000000'::uuid];
  v_languages constant text[] := array(
    select distinct unnest(private.search_languages_of(p_community) || array['english', 'german'])
  );
  -- Of a long message the beginning and the end say what is asked.
  v_text constant text := case when char_length(p_question) > 800
    then left(p_question, 400) || ' ' || right(p_question, 400) else p_question end;
  v_exact text;
  v_word text;
  v_language text;
  v_lexemes tsvector;
  v_query tsquery;
  v_other text;
  v_stop boolean;
  v_said text[] := '{}';
  v_queries tsquery[] := '{}';
  v_weights real[] := '{}';
  v_chosen_items uuid[] := '{}';
  v_chosen_nths integer[] := '{}';
  v_one record;
  -- The share of a question that has to be there; tests/bench/retrieval says what it is worth.
  v_enough constant real := 0.5;
  v_by_name constant real := 0.6;
  v_elsewhere constant real := 0.3;
  v_alike constant real := 0.7;
begin
  for v_exact in
    select said.word
    from regexp_split_to_table(btrim(private.words_only(v_text)), '\s+') with ordinality as said (word, at)
    group by said.word
    order by min(said.at)
    limit 40
  loop
    v_word := btrim(private.without_accents(v_exact));
    continue when v_word = '' or private.asks_only(v_word);
    v_stop := false;
    v_query := private.tsquery_of(v_word, false);
    foreach v_language in array v_languages loop
      v_lexemes := to_tsvector(('pg_catalog.' || v_language)::regconfig, v_exact);
      v_stop := v_stop or v_lexemes = ''::tsvector;
      for v_other in select unnest(tsvector_to_array(v_lexemes)) loop
        v_query := v_query || private.tsquery_of(v_other, false);
      end loop;
    end loop;
    continue when v_stop;
    if exists (
      select from private.search_items
      where search_items.item_id = any (p_documents) and search_items.words @@ v_query
    ) then
      v_queries := v_queries || v_query;
      v_weights := v_weights || 1::real;
    else
      -- A word that stands nowhere is perhaps mistyped, or a part of a longer one.
      if char_length(v_word) between 4 and 40 then
        foreach v_other in array coalesce(private.words_alike(v_places, v_word, false), '{}') loop
          foreach v_language in array v_languages loop
            v_query := v_query || plainto_tsquery(('pg_catalog.' || v_language)::regconfig, v_other);
          end loop;
        end loop;
      end if;
      v_queries := v_queries || v_query;
      v_weights := v_weights || v_alike;
    end if;
    v_said := v_said || v_word;
    exit when cardinality(v_queries) = 24;
  end loop;
  if v_queries = '{}' then
    return;
  end if;

  for v_one in
    with asked as (
      select one.at, one.query, one.weight
      from unnest(v_queries, v_weights) with ordinality as one (query, weight, at)
    ),
    passages as materialized (
      select search_passages.item_id, search_passages.nth, search_passages.heading, search_passages.words
      from private.search_passages
      where search_passages.item_id = any (p_documents)
        -- A heading stands there by itself too, and answers nothing.
        and left(search_passages.text, 120) is distinct from search_passages.heading
    ),
    hits as materialized (
      select passages.item_id, passages.nth, asked.at
      from passages join asked on passages.words @@ asked.query
    ),
    counted as materialized (
      select asked.at, asked.weight,
        ln(1 + (total.n - coalesce(found.n, 0) + 0.5) / (coalesce(found.n, 0) + 0.5))::real as worth
      from asked
      cross join (select count(*) as n from passages) as total
      left join (select hits.at, count(*) as n from hits group by hits.at) as found
        on found.at = asked.at
    ),
    named as (
      select search_items.item_id, asked.at
      from private.search_items join asked on search_items.names @@ asked.query
      where search_items.item_id = any (p_documents)
    ),
    around as (
      select near.item_id, near.at, max(near.credit) as credit
      from (
        select distinct hits.item_id, hits.at, v_elsewhere as credit from hits
        union all
        select named.item_id, named.at, v_by_name from named
      ) as near
      group by near.item_id, near.at
    ),
    best as (
      select hits.item_id, hits.nth, sum(counted.worth * counted.weight) as own
      from hits join counted on counted.at = hits.at
      group by hits.item_id, hits.nth
      order by own desc, hits.item_id, hits.nth
      limit 100
    ),
    scored as (
      select best.item_id, best.nth,
        sum(
          counted.worth * counted.weight
            * case when hits.at is not null then 1 else coalesce(around.credit, 0) end
        ) as score
      from best
      cross join counted
      left join hits
        on hits.item_id = best.item_id and hits.nth = best.nth and hits.at = counted.at
      left join around on around.item_id = best.item_id and around.at = counted.at
      group by best.item_id, best.nth
    )
    select scored.item_id, scored.nth,
      (scored.score / (select sum(counted.worth) from counted))::real as score
    from scored
    order by scored.score desc, scored.item_id, scored.nth
  loop
    exit when v_one.score < v_enough or cardinality(v_chosen_nths) >= p_most;
    -- The pieces beside it come with a piece: they are not found once more.
    continue when exists (
      select from unnest(v_chosen_items, v_chosen_nths) as chosen (id, nth)
      where chosen.id = v_one.item_id and abs(chosen.nth - v_one.nth) <= 1
    );
    v_chosen_items := v_chosen_items || v_one.item_id;
    v_chosen_nths := v_chosen_nths || v_one.nth;
    item_id := v_one.item_id;
    nth := v_one.nth;
    score := v_one.score;
    return next;
  end loop;
end;
$$;

-- The documents of an agent that I may read, of those that are published.
create function private.readable_knowledge(p_agent uuid)
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(content_items.id), '{}')
    from public.agent_knowledge
    join public.content_items on content_items.id = agent_knowledge.document_id
    where agent_knowledge.agent_id = p_agent
      and content_items.status = 'published'
      and content_items.deleted_at is null
      -- As the policy on content_items has it.
      and (
        (
          content_items.community_id = any (private.my_communities())
          or content_items.community_id is null
            and content_items.id = any (private.my_given_items())
        )
        and (content_items.audience is null or content_items.audience && private.my_audiences())
        or content_items.community_id = any (private.my_admin_communities())
        or private.is_platform_admin()
      )
  );
end;
$$;

create function private.look_up(p_community uuid, p_agent uuid, p_question text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  -- As for policies: to who owes a second factor nothing is there.
  if not private.second_factor_met()
    or not exists (select from public.agent_knowledge where agent_knowledge.agent_id = p_agent)
  then
    return null;
  end if;
  return (
    select coalesce(jsonb_agg(
      jsonb_build_object(
        'document', found.item_id,
        'title', content_items.title,
        'headings', placed.headings,
        'section', placed.section,
        'passage', piece.text,
        'text', (
          select string_agg(near.text, ' ' order by near.nth)
          from private.search_passages as near
          where near.item_id = found.item_id
            and near.nth between found.nth - 1 and found.nth + 1
            and near.heading is not distinct from piece.heading
            and left(near.text, 120) is distinct from near.heading
        )
      ) order by found.at
    ), '[]')
    from private.fitting_passages(
      p_community, private.readable_knowledge(p_agent), p_question, 5
    ) with ordinality as found (item_id, nth, score, at)
    join public.content_items on content_items.id = found.item_id
    join private.search_passages as piece
      on piece.item_id = found.item_id and piece.nth = found.nth
    cross join lateral private.place_of_passage(found.item_id, found.nth) as placed
  );
end;
$$;

create function public.find_knowledge(p_agent uuid, p_question text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_item public.content_items;
begin
  select * into v_item
  from public.content_items
  where content_items.id = p_agent
    and content_items.kind = 'agent'
    and content_items.community_id = any (private.my_communities());
  if v_item.id is null then
    return null;
  end if;
  perform private.require_agent(v_item.community_id, p_agent);
  return private.look_up(v_item.community_id, p_agent, p_question);
end;
$$;
comment on function public.find_knowledge(uuid, text) is
  'What of an agent''s documents that I may read fits a question, best first: [{document, title, '
  'headings, section, passage, text}]; null for an agent without documents.';

create function public.take_sources(p_answer uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_answer record;
  v_found jsonb;
begin
  -- The asker's own, by the definer's policies.
  select messages.id, messages.conversation_id, messages.parent_id, conversations.community_id,
    conversations.agent_id
  into v_answer
  from public.messages
  join public.conversations on conversations.id = messages.conversation_id
  where messages.id = p_answer and messages.author = 'agent' and messages.status = 'streaming'
    and conversations.owner_id = private.me()
    and exists (
      select from public.agent_knowledge where agent_knowledge.agent_id = conversations.agent_id
    );
  if v_answer.id is null then
    return null;
  end if;
  v_found := private.look_up(
    v_answer.community_id,
    v_answer.agent_id,
    (
      select messages.text from public.messages
      where messages.conversation_id = v_answer.conversation_id and messages.id = v_answer.parent_id
    )
  );
  if v_found is null then
    return null;
  end if;
  -- The same post again brings the same, unless it was changed meanwhile: the first stays.
  insert into public.answer_sources
    (message_id, place, conversation_id, document_id, title, headings, section, passage)
  select v_answer.id, one.at, v_answer.conversation_id, (one.found ->> 'document')::uuid,
    one.found ->> 'title', array(select jsonb_array_elements_text(one.found -> 'headings')),
    one.found ->> 'section', one.found ->> 'passage'
  from jsonb_array_elements(v_found) with ordinality as one (found, at)
  union all
  select v_answer.id, 0, v_answer.conversation_id, null, null, '{}', null, ''
  where v_found = '[]'
  on conflict do nothing;
  return v_found;
end;
$$;
comment on function public.take_sources(uuid) is
  'Finds what an answer of mine that is being made is to be made from, and keeps it with it: as '
  'find_knowledge, null for an agent without documents.';

-- Rights ------------------------------------------------------------------------------------------

alter table public.agent_knowledge enable row level security;
alter table public.answer_sources enable row level security;
revoke all on table public.agent_knowledge, public.answer_sources
from public, anon, authenticated, service_role;
grant select, insert, delete on table public.agent_knowledge to authenticated;
grant select on table public.answer_sources to authenticated;
grant select on table public.agent_knowledge to aigym_definer;
grant select, insert on table public.answer_sources to aigym_definer;

create policy "Coaches and super admins read what agents answer from"
  on public.agent_knowledge for select to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = agent_knowledge.agent_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );
create policy "Coaches and super admins choose what agents answer from"
  on public.agent_knowledge for insert to authenticated
  with check (
    exists (
      select from public.content_items
      join public.content_items as known on known.id = agent_knowledge.document_id
      where content_items.id = agent_knowledge.agent_id
        and content_items.community_id is not distinct from known.community_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );
create policy "Coaches and super admins take from what agents answer from"
  on public.agent_knowledge for delete to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = agent_knowledge.agent_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );
create policy "Definer functions read what agents answer from"
  on public.agent_knowledge for select to aigym_definer using (true);

create policy "Sources are seen with their conversation"
  on public.answer_sources for select to authenticated
  using (
    exists (
      select from public.conversations where conversations.id = answer_sources.conversation_id
    )
  );
create policy "Definer functions find the asker's sources"
  on public.answer_sources for select to aigym_definer
  using (
    exists (
      select from public.conversations
      where conversations.id = answer_sources.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );
create policy "Definer functions keep the asker's sources"
  on public.answer_sources for insert to aigym_definer
  with check (
    exists (
      select from public.conversations
      where conversations.id = answer_sources.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );

revoke all on function
  private.asks_only(text), private.place_of_passage(uuid, integer),
  private.fitting_passages(uuid, uuid[], text, integer), private.readable_knowledge(uuid),
  private.look_up(uuid, uuid, text), public.find_knowledge(uuid, text), public.take_sources(uuid)
from public, anon, authenticated, service_role;
grant execute on function private.asks_only(text) to aigym_definer;
grant execute on function public.find_knowledge(uuid, text), public.take_sources(uuid)
to authenticated;

grant create on schema private, public to aigym_definer;
alter function private.place_of_passage(uuid, integer) owner to aigym_definer;
alter function private.fitting_passages(uuid, uuid[], text, integer) owner to aigym_definer;
alter function private.readable_knowledge(uuid) owner to aigym_definer;
alter function private.look_up(uuid, uuid, text) owner to aigym_definer;
alter function public.find_knowledge(uuid, text) owner to aigym_definer;
alter function public.take_sources(uuid) owner to aigym_definer;
revoke create on schema private, public from aigym_definer;
