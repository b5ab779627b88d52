-- Undoes 20261121178100_given_again.sql. Which agents give answers again is lost, and which answers were;
-- the answers stay.

do $$
declare
  v_before constant text := pg_get_functiondef(
    'public.read_branch(uuid, uuid, uuid, integer)'::regprocedure
  );
  v_after text := v_before;
  v_change text[];
begin
  foreach v_change slice 1 in array array[
    ['agent_name text, given boolean, place', 'agent_name text, place'],
    ['said.saved_at, said.given_from,', 'said.saved_at,'],
    ['answer_agents.agent_name, path.given_from is not null,', 'answer_agents.agent_name,']
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
  'public.admit_answer(jsonb, jsonb, jsonb)',
  '  if jsonb_array_length(p_job -> ''history'') = 1 then
    v_again := private.give_again(v_answer, p_models, p_found);
    if v_again is not null then
      return jsonb_build_object(''refused'', null, ''place'', null, ''again'', v_again);
    end if;
  end if;
',
  ''
);
select private.change_function(
  'public.admit_answer(jsonb, jsonb, jsonb)',
  '  v_again text;
',
  ''
);
select private.change_function(
  'private.write_kind(uuid, text, jsonb)',
  ', models, given_again)',
  ', models)'
);
select private.change_function(
  'private.write_kind(uuid, text, jsonb)',
  ',
        nullif((v_body ->> ''given_again'')::boolean, false)
',
  '
'
);
select private.change_function(
  'private.write_kind(uuid, text, jsonb)',
  'models = excluded.models,
        given_again = excluded.given_again;',
  'models = excluded.models;'
);
drop function private.change_function(regprocedure, text, text);
comment on function public.admit_answer(jsonb, jsonb, jsonb) is
  'Lets an answer of mine begin, by the job that send_message or retry_answer gave: {refused, place}, as '
  'reserve_answer and take_turn tell, and {held}, the failure of an answer whose message is held. Where '
  'messages a minute are over, all is undone: AG429 with the seconds to wait.';

drop trigger answer_reports_stop_giving on public.answer_reports;
drop trigger message_ratings_stop_giving on public.message_ratings;
drop function private.stop_giving();
drop function private.give_again(uuid, jsonb, jsonb);
drop table private.answer_requests;
alter table public.ai_runs drop column given_from;
alter table public.messages drop column given_from;
alter table public.agent_instructions drop column given_again;
