-- Undoes 20261121178000_estimates.sql. Nothing is lost: estimates are kept nowhere.

drop function public.estimate_answer(uuid, uuid, uuid, jsonb);

do $$
declare
  v_reserve constant text := pg_get_functiondef('public.reserve_answer(jsonb, jsonb, jsonb)'::regprocedure);
  v_hold constant text := pg_get_functiondef(
    'private.hold_budgets(uuid, uuid, uuid, jsonb, integer, integer)'::regprocedure
  );
begin
  execute replace(
    v_reserve,
    'v_bytes := private.bytes_to_send(p_job, p_found);',
    substring(
      pg_get_functiondef('private.bytes_to_send(jsonb, jsonb)'::regprocedure)
      from '(select 512 .*?)\n  from jsonb_array_elements'
    ) || E'\n  into v_bytes\n  from jsonb_array_elements(p_job -> ''history'') as turn;'
  );
  execute replace(
    v_hold,
    E'  v_money := private.dearest_of(p_models, p_input, p_output);\n',
    '  select coalesce(max(private.cost_of(ai_models.id, now(), p_input, p_output)), 0) into v_money
  from jsonb_to_recordset(p_models) as may (provider text, name text)
  join public.ai_models on ai_models.provider = may.provider and ai_models.name = may.name;
'
  );
end;
$$;

drop function private.typical_job(uuid, uuid, uuid);
drop function private.usual_output(uuid, uuid);
drop function private.counts_money(uuid, uuid);
drop function private.dearest_of(jsonb, integer, integer);
drop function private.bytes_to_send(jsonb, jsonb);
drop function private.given_next(uuid, jsonb);
