-- Undoes 20261121178000_estimates.sql. Nothing is lost: estimates are kept nowhere.

drop function public.estimate_answer(uuid, uuid, uuid, jsonb);

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
  'public.reserve_answer(jsonb, jsonb, jsonb)',
  '  v_bytes := private.bytes_to_send(p_job, p_found);
',
  '  -- A token is never less than a byte, so that no answer takes more than is held for it. The rest is
  -- what stands around a turn, and the rules that come with passages (with what escaping adds).
  select 512 + octet_length(p_job ->> ''instructions'') + octet_length(p_job ->> ''begun'')
    + coalesce(2048 + 2 * octet_length(p_found::text), 0)
    + coalesce(sum(octet_length(turn ->> ''text'') + 16), 0)
  into v_bytes
  from jsonb_array_elements(p_job -> ''history'') as turn;
'
);
select private.change_function(
  'private.hold_budgets(uuid, uuid, uuid, jsonb, integer, integer)',
  '  v_money := private.dearest_of(p_models, p_input, p_output);
',
  '  -- Another model may stand in for the one that is asked: the dearest counts.
  select coalesce(max(private.cost_of(ai_models.id, now(), p_input, p_output)), 0) into v_money
  from jsonb_to_recordset(p_models) as may (provider text, name text)
  join public.ai_models on ai_models.provider = may.provider and ai_models.name = may.name;
'
);
drop function private.change_function(regprocedure, text, text);

drop function private.typical_job(uuid, uuid, uuid);
drop function private.usual_output(uuid, uuid);
drop function private.counts_money(uuid, uuid);
drop function private.dearest_of(jsonb, integer, integer);
drop function private.bytes_to_send(jsonb, jsonb);
