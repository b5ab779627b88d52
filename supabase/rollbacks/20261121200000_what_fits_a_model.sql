-- Undoes 20261121200000_what_fits_a_model.sql. How many messages an answer was made without is lost; the
-- answers stay.

do $$
declare
  v_after text := pg_get_functiondef('public.read_branch(uuid, uuid, uuid, integer)'::regprocedure);
  v_change text[];
begin
  foreach v_change slice 1 in array array[
    ['given boolean, left_out smallint, place', 'given boolean, place'],
    ['said.given_from, said.left_out,', 'said.given_from,'],
    ['messages.given_from, messages.left_out', 'messages.given_from'],
    ['path.given_from is not null, path.left_out,', 'path.given_from is not null,']
  ] loop
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
  'private.given_documents(uuid, jsonb, uuid)',
  '    v_share := least(
      v_one.size, v_letters / v_left, v_room / v_left * v_one.size / v_one.bytes
    );
    v_letters := v_letters - v_share;
    v_room := v_room - octet_length(left(v_one.body, v_share));
',
  '    v_share := least(v_one.size, v_room / v_left);
    v_room := v_room - v_share;
'
);
select private.change_function(
  'private.given_documents(uuid, jsonb, uuid)',
  'char_length(message_files.text), octet_length(message_files.text), 100',
  'char_length(message_files.text), 100'
);
select private.change_function(
  'private.given_documents(uuid, jsonb, uuid)',
  'char_length(documents.body) as size,
      octet_length(documents.body) as bytes,
',
  'char_length(documents.body) as size,
'
);
select private.change_function(
  'private.given_documents(uuid, jsonb, uuid)',
  '  v_letters integer := 60000;
  -- In bytes, three of which are a token.
  v_room bigint;
',
  '  v_room integer;
'
);
select private.change_function(
  'private.given_documents(uuid, jsonb, uuid)',
  '  v_room := coalesce(private.window_of(p_models), 8192)::bigint * 3 / 2;
',
  '  select least(60000, coalesce(min(ai_models.context_tokens), 8192)::bigint * 3 / 2) into v_room
  from jsonb_to_recordset(p_models) as may (provider text, name text)
  join public.ai_models on ai_models.provider = may.provider and ai_models.name = may.name;
'
);
select private.change_function('private.charge_run()', 'path.depth < v_given', 'path.depth < 39');
select private.change_function(
  'private.charge_run()',
  '      if v_said.left_out is not null then
        v_given := greatest(1, private.said_before(v_said.id) - v_said.left_out + 1);
      end if;
',
  ''
);
select private.change_function(
  'private.charge_run()',
  '  v_given integer := 39;
',
  ''
);
select private.change_function(
  'public.estimate_answer(uuid, uuid, uuid, jsonb)',
  '  v_job := coalesce(private.fitted_job(v_job, v_models, v_found), v_job);
',
  ''
);
select private.change_function(
  'public.admit_answer(jsonb, jsonb, jsonb)',
  ',
    ''turns'', jsonb_array_length(p_job -> ''history''), ''leftOut'', greatest(v_left, 0),
    ''output'', p_job -> ''maxOutputTokens''
',
  '
'
);
select private.change_function(
  'public.admit_answer(jsonb, jsonb, jsonb)',
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
',
  ''
);
select private.change_function(
  'public.admit_answer(jsonb, jsonb, jsonb)',
  '  v_fitted jsonb;
  v_left integer;
',
  ''
);
drop function private.change_function(regprocedure, text, text);
comment on function public.admit_answer(jsonb, jsonb, jsonb) is
  'Lets an answer of mine begin, by the job that send_message or retry_answer gave: {refused, place}, as '
  'reserve_answer and take_turn tell, {held}, the failure of an answer whose message is held, and {again}, '
  'the text of an earlier answer that was given again. Where messages a minute are over, all is undone: '
  'AG429 with the seconds to wait.';

drop function private.said_before(uuid);
drop function private.fitted_job(jsonb, jsonb, jsonb);
drop function private.window_of(jsonb);
alter table public.messages drop column left_out;
