-- Undoes 20261121168200_budgets.sql. The budgets go; what was spent stays in the runs.

drop function public.find_member(uuid, text);
drop function public.community_budgets(uuid);
drop function public.my_budgets(uuid);
drop function public.reserve_step(uuid, jsonb, text, integer);
drop function public.reserve_answer(jsonb, jsonb, jsonb);
drop function private.budgets_told(uuid);
drop function private.budgets_left(uuid, uuid);

create or replace function private.end_lost_answers()
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_ended integer;
begin
  update public.messages
  set status = case messages.text when '' then 'failed' else 'cut_off' end,
      failure = 'lost',
      completed_at = now()
  from (
    select answers.conversation_id, answers.id
    from public.running_answers
    join public.messages as answers
      on answers.conversation_id = running_answers.conversation_id
      and answers.id = running_answers.answer_id
    where answers.status = 'streaming'
      and answers.saved_at < now() - interval '10 minutes'
    limit 100
    -- One whose maker saves at this moment is not lost; two jobs at once end each answer once.
    for update of answers skip locked
  ) as lost
  where messages.conversation_id = lost.conversation_id and messages.id = lost.id;
  get diagnostics v_ended = row_count;
  return v_ended;
end;
$$;
create or replace function private.enter_run()
returns trigger
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_input integer := coalesce(new.charged_input, 0);
  v_output integer := coalesce(new.charged_output, 0);
  v_amount bigint := coalesce(new.cost, 0);
begin
  if tg_op = 'UPDATE' then
    v_input := v_input - coalesce(old.charged_input, 0);
    v_output := v_output - coalesce(old.charged_output, 0);
    v_amount := v_amount - coalesce(old.cost, 0);
    if v_input = 0 and v_output = 0 and v_amount = 0 then
      return null;
    end if;
  end if;
  insert into public.ai_ledger (community_id, run_id, input_tokens, output_tokens, amount)
  values (new.community_id, new.id, v_input, v_output, v_amount);
  return null;
end;
$$;
comment on function private.enter_run() is 'Enters what a run costs in the ledger.';

drop function private.has_budgets(uuid[]);
drop function private.settle_budgets(uuid, uuid, uuid, timestamptz, bigint, bigint);
drop function private.hold_budgets(uuid, uuid, uuid, jsonb, integer, integer);
drop function private.return_dead(uuid, uuid, timestamptz);
drop function private.held_alive(uuid);
drop function private.spent_of(uuid, uuid, timestamptz);
drop function private.budgets_for(uuid, uuid, timestamptz);
drop table private.budget_holds;
drop table private.budget_counts;
drop table public.ai_budgets;
