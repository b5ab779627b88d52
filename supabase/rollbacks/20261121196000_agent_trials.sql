-- Undoes 20261121196000_agent_trials.sql. What trials took stays in the ledger.

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
  'private.held_alive(uuid)',
  '    or exists (
      select from private.agent_trials
      where agent_trials.id = p_answer
        and agent_trials.saved_at > clock_timestamp() - interval ''45 seconds''
    )
',
  ''
);
select private.change_function(
  'public.take_turn(uuid)',
  '  if v_community is null then
    v_community := private.keep_trial(p_answer, v_me, false);
  end if;
',
  ''
);
drop function private.change_function(regprocedure, text, text);

drop function public.save_trial(uuid, text, text, jsonb);
drop function public.begin_trial(uuid, jsonb, jsonb);
drop function private.keep_trial(uuid, uuid, boolean);
drop function private.bytes_of_trial(uuid, uuid);
drop function private.open_trial(uuid, uuid, integer);
drop table private.agent_trials;
