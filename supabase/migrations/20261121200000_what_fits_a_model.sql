-- What is sent to a model fits into it: of a long conversation the oldest messages are left out, by the
-- smallest of the models that may answer, and the answer keeps how many. A question that is too long by
-- itself is not sent.

alter table public.messages add column left_out smallint;
alter table public.messages
  add constraint messages_left_out_range check (left_out between 1 and 401) not valid;
alter table public.messages validate constraint messages_left_out_range;
comment on column public.messages.left_out is
  'Of an answer: how many messages before its question the model was not given; 401 where it is more '
  'than 400, null where it had all.';
grant update (left_out) on table public.messages to aigym_definer;

-- Counting ----------------------------------------------------------------------------------------

create function private.window_of(p_models jsonb)
returns integer
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select min(ai_models.context_tokens)
    from jsonb_to_recordset(p_models) as may (provider text, name text)
    join public.ai_models on ai_models.provider = may.provider and ai_models.name = may.name
  );
end;
$$;
comment on function private.window_of(jsonb) is
  'Tokens that the smallest of the models that may answer ([{provider, name}]) takes with its answer; '
  'null where none of them is listed.';

create function private.fitted_job(p_job jsonb, p_models jsonb, p_found jsonb)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_history constant jsonb := p_job -> 'history';
  v_all constant integer := jsonb_array_length(v_history);
  v_listed constant integer := private.window_of(p_models);
  v_window constant bigint := coalesce(v_listed, 8192);
  -- Three bytes a token: three letters where a letter is a byte, one in Chinese, whose letters are three.
  v_whole constant bigint := 3 * v_window
    - octet_length(p_job ->> 'instructions') - octet_length(p_job ->> 'begun');
  v_room bigint := v_whole - 3 * least((p_job ->> 'maxOutputTokens')::integer, v_window / 2);
  v_found bigint := 0;
  v_kept integer;
  v_bytes bigint;
begin
  -- Of what is not listed the window is a guess, and on a guess nobody is refused.
  if v_listed is not null and octet_length(v_history -> -1 ->> 'text') > v_room then
    return null;
  end if;
  -- The rules that come with passages, and what stands around each.
  if p_found is not null then
    v_found := 1200 + coalesce((
      select sum(
        octet_length(coalesce(one ->> 'text', one #>> '{}'))
        + octet_length(coalesce(one ->> 'title', '')) + 64
      )
      from jsonb_array_elements(p_found) as one
    ), 0);
    v_room := v_room - v_found;
  end if;
  select count(*) into v_kept
  from (
    -- A picture as so many tokens as providers make of a large one.
    select sum(
      octet_length(turns.turn ->> 'text') + 16
      + 4800 * coalesce(jsonb_array_length(turns.turn -> 'images'), 0)
    ) over (order by turns.at desc) as used
    from jsonb_array_elements(v_history) with ordinality as turns (turn, at)
  ) as newest
  where newest.used <= v_room;
  v_kept := greatest(1, v_kept);
  -- Models begin with the person: an answer whose question is left out is too.
  while v_kept > 1 and v_history -> (v_all - v_kept) ->> 'author' = 'agent' loop
    v_kept := v_kept - 1;
  end loop;
  if v_kept < v_all then
    p_job := p_job || jsonb_build_object('history', (
      select jsonb_agg(turns.turn order by turns.at)
      from jsonb_array_elements(v_history) with ordinality as turns (turn, at)
      where turns.at > v_all - v_kept
    ));
  end if;
  if v_listed is null then
    return p_job;
  end if;
  select sum(
    octet_length(turn ->> 'text') + 16 + 4800 * coalesce(jsonb_array_length(turn -> 'images'), 0)
  )
  into v_bytes
  from jsonb_array_elements(p_job -> 'history') as turn;
  -- Providers refuse an answer that could be longer than what is left. What is too much by this count
  -- may fit all the same: an eighth is left to say so in.
  return p_job || jsonb_build_object('maxOutputTokens', least(
    (p_job ->> 'maxOutputTokens')::integer,
    greatest(floor((v_whole - v_found - v_bytes) / 3.0), v_window / 8, 1)::integer
  ));
end;
$$;
comment on function private.fitted_job(jsonb, jsonb, jsonb) is
  'A job with as many of its newest turns as fit into the smallest of the models that may answer, beside '
  'its answer, its instructions and what was found for it, and with no longer an answer than what is then '
  'left, where one of them is listed; null where its question by itself does not fit into it.';

create function private.said_before(p_answer uuid)
returns integer
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_answer record;
  v_held uuid[];
begin
  select messages.conversation_id, messages.parent_id into v_answer
  from public.messages
  where messages.id = p_answer;
  v_held := private.held_back(v_answer.conversation_id);
  return (
    with recursive path as (
      select asked.parent_id, 1 as step, false as counts
      from public.messages as asked
      where asked.conversation_id = v_answer.conversation_id and asked.id = v_answer.parent_id
      union all
      select earlier.parent_id, path.step + 1,
        earlier.text <> '' and earlier.id <> all (v_held)
      from path
      cross join lateral (
        select messages.id, messages.parent_id, messages.text
        from public.messages
        where messages.conversation_id = v_answer.conversation_id
          and messages.id = path.parent_id
        limit 1
      ) as earlier
      where path.step < 440
    )
    select count(*) filter (where path.counts) from path
  );
end;
$$;
comment on function private.said_before(uuid) is
  'How many messages with words, that a model may be given, stand before the question of an answer, of '
  'the nearest 439.';

-- Asking ------------------------------------------------------------------------------------------

-- The rest of the functions stays as it is, and so is not written out again.
create function private.change_function(p_function regprocedure, p_from text, p_to text)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_before constant text := pg_get_functiondef(p_function);
  v_after constant text := replace(v_before, p_from, p_to);
begin
  if v_after = v_before then
    raise exception '% does not read as expected', p_function;
  end if;
  execute v_after;
end;
$$;
select private.change_function(
  'public.admit_answer(jsonb, jsonb, jsonb)',
  '  v_place jsonb;
',
  '  v_place jsonb;
  v_fitted jsonb;
  v_left integer;
'
);
-- Before all that holds or counts what it takes.
select private.change_function(
  'public.admit_answer(jsonb, jsonb, jsonb)',
  '  perform private.note_tried(p_job, p_models);
',
  '  v_fitted := private.fitted_job(p_job, p_models, p_found);
  if v_fitted is null then
    update public.messages
    set status = case messages.text when '''' then ''failed'' else ''cut_off'' end,
      failure = ''ai.too-long'', completed_at = now()
    where messages.id = v_answer and messages.status = ''streaming'';
    if found then
      return jsonb_build_object(''refused'', null, ''place'', null, ''held'', ''ai.too-long'');
    end if;
  else
    p_job := v_fitted;
  end if;
  v_left := private.said_before(v_answer) - jsonb_array_length(p_job -> ''history'') + 1;
  if v_left > 0 then
    v_left := least(v_left, 401);
    update public.messages set left_out = v_left
    where messages.id = v_answer and messages.status = ''streaming'';
  end if;
  perform private.note_tried(p_job, p_models);
'
);
select private.change_function(
  'public.admit_answer(jsonb, jsonb, jsonb)',
  'public.reserve_answer(p_job, p_models, p_found), ''place'', v_place
',
  'public.reserve_answer(p_job, p_models, p_found), ''place'', v_place,
    ''turns'', jsonb_array_length(p_job -> ''history''), ''leftOut'', greatest(v_left, 0),
    ''output'', p_job -> ''maxOutputTokens''
'
);
comment on function public.admit_answer(jsonb, jsonb, jsonb) is
  'Lets an answer of mine begin, by the job that send_message or retry_answer gave: {refused, place}, as '
  'reserve_answer and take_turn tell, {turns, leftOut}, how many of the newest turns of its history the '
  'model is given and how many messages it is not, {output}, its most tokens, {held}, the failure of an '
  'answer whose message is held or does not fit into its models, and {again}, the text of an earlier answer '
  'that was given again. Where messages a minute are over, all is undone: AG429 with the seconds to wait.';
select private.change_function(
  'public.estimate_answer(uuid, uuid, uuid, jsonb)',
  '  v_bytes := private.bytes_to_send(v_job, v_found);
',
  '  v_job := coalesce(private.fitted_job(v_job, v_models, v_found), v_job);
  v_bytes := private.bytes_to_send(v_job, v_found);
'
);

-- An answer whose tokens nobody counted is charged for what was sent.
select private.change_function(
  'private.charge_run()',
  '  v_output integer := 0;
',
  '  v_output integer := 0;
  v_given integer := 39;
'
);
select private.change_function(
  'private.charge_run()',
  '      with recursive path as (
',
  '      if v_said.left_out is not null then
        v_given := greatest(1, private.said_before(v_said.id) - v_said.left_out + 1);
      end if;
      with recursive path as (
'
);
select private.change_function('private.charge_run()', 'path.depth < 39', 'path.depth < v_given');

-- Of documents the same is counted: letters that take more than a byte take more of a model.
select private.change_function(
  'private.given_documents(uuid, jsonb, uuid)',
  '  select least(60000, coalesce(min(ai_models.context_tokens), 8192)::bigint * 3 / 2) into v_room
  from jsonb_to_recordset(p_models) as may (provider text, name text)
  join public.ai_models on ai_models.provider = may.provider and ai_models.name = may.name;
',
  '  v_room := coalesce(private.window_of(p_models), 8192)::bigint * 3 / 2;
'
);
select private.change_function(
  'private.given_documents(uuid, jsonb, uuid)',
  '  v_room integer;
',
  '  v_letters integer := 60000;
  -- In bytes, three of which are a token.
  v_room bigint;
'
);
select private.change_function(
  'private.given_documents(uuid, jsonb, uuid)',
  'char_length(documents.body) as size,
',
  'char_length(documents.body) as size,
      octet_length(documents.body) as bytes,
'
);
select private.change_function(
  'private.given_documents(uuid, jsonb, uuid)',
  'char_length(message_files.text), 100',
  'char_length(message_files.text), octet_length(message_files.text), 100'
);
select private.change_function(
  'private.given_documents(uuid, jsonb, uuid)',
  '    v_share := least(v_one.size, v_room / v_left);
    v_room := v_room - v_share;
',
  '    v_share := least(
      v_one.size, v_letters / v_left, v_room / v_left * v_one.size / v_one.bytes
    );
    v_letters := v_letters - v_share;
    v_room := v_room - octet_length(left(v_one.body, v_share));
'
);
drop function private.change_function(regprocedure, text, text);

-- Showing: with each message of a branch, how many were left out.
do $$
declare
  v_after text := pg_get_functiondef('public.read_branch(uuid, uuid, uuid, integer)'::regprocedure);
  v_change text[];
begin
  foreach v_change slice 1 in array array[
    ['given boolean, place', 'given boolean, left_out smallint, place'],
    ['said.given_from,', 'said.given_from, said.left_out,'],
    ['messages.given_from', 'messages.given_from, messages.left_out'],
    ['path.given_from is not null,', 'path.given_from is not null, path.left_out,']
  ] loop
    if strpos(v_after, v_change[1]) = 0 then
      raise exception 'read_branch does not read as expected';
    end if;
    v_after := replace(v_after, v_change[1], v_change[2]);
  end loop;
  drop function public.read_branch(uuid, uuid, uuid, integer);
  execute v_after;
end;
$$;
revoke all on function public.read_branch(uuid, uuid, uuid, integer)
from public, anon, authenticated, service_role;
grant execute on function public.read_branch(uuid, uuid, uuid, integer) to authenticated;
comment on function public.read_branch(uuid, uuid, uuid, integer) is
  'p_limit messages of the branch that is shown, of the one through p_at (half of them after it), or '
  'of the one that leads to p_before (those before it), last first. place of beside: which of the '
  'messages it is that hang from the same one. goes_on, of the last: more was said after it.';

revoke all on function
  private.window_of(jsonb), private.fitted_job(jsonb, jsonb, jsonb), private.said_before(uuid)
from public, anon, authenticated, service_role;
grant execute on function
  private.window_of(jsonb), private.fitted_job(jsonb, jsonb, jsonb), private.said_before(uuid)
to aigym_definer;
