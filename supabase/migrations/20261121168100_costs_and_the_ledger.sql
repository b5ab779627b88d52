-- What each answer costs, computed here and once, from what was counted (or, where a provider counted
-- nothing, from an estimate) and the price that held when it was asked; and a ledger of it, which is
-- only added to.

alter table public.ai_runs
  add column charged_input integer,
  add column charged_output integer;
comment on column public.ai_runs.charged_input is
  'The tokens that the cost is of: as the provider counted them, estimated where it did not.';
comment on column public.ai_runs.charged_output is 'As charged_input.';

create table public.ai_ledger (
  id uuid not null default private.uuidv7(),
  community_id uuid not null references public.communities (id) on delete cascade,
  -- Runs leave by the month, each with its entries: no foreign key.
  run_id uuid not null,
  input_tokens integer not null,
  output_tokens integer not null,
  amount bigint not null,
  primary key (id)
) partition by range (id);
comment on table public.ai_ledger is
  'What runs cost, in micro-units and tokens: an entry when a run is noted, and one of the difference '
  'when more of it becomes known. Never changed.';
create index ai_ledger_community on public.ai_ledger (community_id, id desc);
create index ai_ledger_run on public.ai_ledger (run_id);

select private.register_partitions('public.ai_ledger', 24);

-- Prices ------------------------------------------------------------------------------------------

-- A price begins later than any transaction that runs now: what was asked before costs what it cost
-- then, whoever reads the price when.
drop policy "Super admins set prices" on public.ai_model_prices;
create policy "Super admins set prices that begin later"
  on public.ai_model_prices for insert to authenticated
  with check (
    (select private.is_platform_admin())
    and valid_from > now() + interval '30 seconds'
  );

-- What a run costs --------------------------------------------------------------------------------

-- Definer, and the migrations' role's own: the job that ends lost answers asks in nobody's name.
create function private.charge_run()
returns trigger
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_said public.messages;
  v_asked_at timestamptz;
  v_input integer := 0;
  v_output integer := 0;
begin
  select * into v_said from public.messages where messages.id = new.message_id;
  -- What has gone, and a step of an automation, was asked as long ago as it took.
  v_asked_at := coalesce(
    v_said.created_at, clock_timestamp() - make_interval(secs => new.duration_ms / 1000.0)
  );
  -- Nothing came of one that failed. Else four bytes are a token, as they are in most languages.
  if (new.input_tokens is null or new.output_tokens is null) and new.outcome <> 'failed' then
    if v_said.id is not null then
      v_output := ceil(octet_length(v_said.text) / 4.0);
      with recursive path as (
        select messages.parent_id, messages.text, 1 as depth
        from public.messages
        where messages.conversation_id = v_said.conversation_id
          and messages.id = v_said.parent_id
        union all
        select messages.parent_id, messages.text, path.depth + 1
        from path
        join public.messages
          on messages.conversation_id = v_said.conversation_id
          and messages.id = path.parent_id
        where path.depth < 39
      )
      select ceil(sum(octet_length(path.text)) / 4.0) into v_input from path;
    else
      select ceil(octet_length(automation_run_steps.input) / 4.0),
        ceil(octet_length(automation_run_steps.output) / 4.0)
      into v_input, v_output
      from public.automation_run_steps
      where automation_run_steps.id = new.message_id;
    end if;
  end if;
  new.charged_input := coalesce(new.input_tokens, v_input, 0);
  new.charged_output := coalesce(new.output_tokens, v_output, 0);
  new.cost := private.cost_of(new.model_id, v_asked_at, new.charged_input, new.charged_output);
  return new;
end;
$$;
comment on function private.charge_run() is
  'Computes what a run costs, when it is noted and when more of it becomes known.';

-- Definer, and the migrations' role's own: nobody else may write here.
create function private.enter_run()
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

create trigger ai_runs_charged before insert or update of cost on public.ai_runs
  for each row execute function private.charge_run();
create trigger ai_runs_entered after insert or update of cost on public.ai_runs
  for each row execute function private.enter_run();

-- Rights ------------------------------------------------------------------------------------------

revoke all on table public.ai_ledger from public, anon, authenticated, service_role;
grant select on table public.ai_ledger to authenticated;
revoke all on function private.charge_run(), private.enter_run()
from public, anon, authenticated, service_role;

alter table public.ai_ledger enable row level security;
create policy "Coaches see their community's ledger"
  on public.ai_ledger for select to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "A second factor where it must be"
  on public.ai_ledger as restrictive for all to authenticated
  using ((select private.second_factor_met()));
