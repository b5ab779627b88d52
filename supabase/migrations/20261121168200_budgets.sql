-- Budgets: how much a community, a role of it or a member may spend by day and by month, in money and
-- in tokens. What an answer may cost at most is held before the model is called, in the transaction
-- that opens it, and settled in the one that notes its run.

create table public.ai_budgets (
  id uuid primary key default private.uuidv7(),
  community_id uuid not null references public.communities (id) on delete cascade,
  -- `ceiling`: of the community, as its coaches' own, but set by who runs the platform.
  holder text not null,
  role text,
  -- Null: each member alike, who has none of their own.
  user_id uuid,
  period text not null,
  money bigint,
  tokens bigint,
  warn_percent smallint not null default 80,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint ai_budgets_once
    unique nulls not distinct (community_id, holder, role, user_id, period),
  constraint ai_budgets_member foreign key (community_id, user_id)
    references public.memberships (community_id, user_id) on delete cascade,
  constraint ai_budgets_holder_known
    check (holder in ('ceiling', 'community', 'role', 'member')),
  constraint ai_budgets_role_known check (role in ('community_admin', 'end_user')),
  constraint ai_budgets_role_of_holder check ((holder = 'role') = (role is not null)),
  constraint ai_budgets_member_of_holder check (holder = 'member' or user_id is null),
  constraint ai_budgets_period_known check (period in ('day', 'month')),
  constraint ai_budgets_money_range check (money between 0 and 1000000000000000),
  constraint ai_budgets_tokens_range check (tokens between 0 and 1000000000000000),
  constraint ai_budgets_something check (money is not null or tokens is not null),
  constraint ai_budgets_warn_percent_range check (warn_percent between 1 and 100)
);
comment on table public.ai_budgets is
  'How much may be spent on answers: by a community, by all of a role, by a member; money in '
  'micro-units.';
create index ai_budgets_user on public.ai_budgets (community_id, user_id);
create trigger ai_budgets_touch before update on public.ai_budgets
  for each row execute function private.touch_updated_at();
create trigger ai_budgets_audit
  after insert or delete or update of money, tokens, warn_percent on public.ai_budgets
  for each row execute function private.audit_row(
    'budget', 'community_id', 'budget', 'id', '+holder', '+role', '+period', 'money', 'tokens',
    'warn_percent'
  );

-- One row a budget, holder and period: what is counted at the same moment by many at once.
create table private.budget_counts (
  budget_id uuid not null references public.ai_budgets (id) on delete cascade,
  -- The member, or the budget itself where all share it.
  holder_id uuid not null,
  starts_at timestamptz not null,
  spent_money bigint not null,
  spent_tokens bigint not null,
  held_money bigint not null default 0,
  held_tokens bigint not null default 0,
  primary key (budget_id, holder_id, starts_at),
  constraint budget_counts_held check (held_money >= 0 and held_tokens >= 0)
)
-- Its two writes an answer change nothing that is indexed, and find room on their own page.
with (fillfactor = 50);
comment on table private.budget_counts is
  'What of a budget is spent in a period, and held for answers that are being made.';

create table private.budget_holds (
  answer_id uuid not null,
  budget_id uuid not null,
  holder_id uuid not null,
  starts_at timestamptz not null,
  money bigint not null,
  tokens bigint not null,
  held_at timestamptz not null default clock_timestamp(),
  primary key (answer_id, budget_id),
  constraint budget_holds_count foreign key (budget_id, holder_id, starts_at)
    references private.budget_counts (budget_id, holder_id, starts_at) on delete cascade
);
comment on table private.budget_holds is
  'What is held for an answer, until its run is noted or nobody makes it any more.';
create index budget_holds_count on private.budget_holds (budget_id, holder_id, starts_at);

alter table private.budget_counts enable row level security;
alter table private.budget_holds enable row level security;
revoke all on table private.budget_counts, private.budget_holds
from public, anon, authenticated, service_role;

-- Counting ----------------------------------------------------------------------------------------

-- The functions of this part count what everybody spends, which no policy shows to who asks. So those
-- that the product's own functions call are definers, and the migrations' role's own.

-- The order is the order in which counts are locked, everywhere, so that nobody waits in a circle:
-- what all share comes first, since the job that ends lost answers settles many people's at once.
create function private.budgets_for(p_community uuid, p_person uuid, p_at timestamptz)
returns table (
  budget_id uuid,
  holder_id uuid,
  holder text,
  period text,
  starts_at timestamptz,
  ends_at timestamptz,
  money bigint,
  tokens bigint,
  warn_percent smallint
)
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select ai_budgets.id,
      case when ai_budgets.holder = 'member' then p_person else ai_budgets.id end,
      ai_budgets.holder, ai_budgets.period,
      date_trunc(ai_budgets.period, p_at, communities.time_zone),
      (
        date_trunc(ai_budgets.period, p_at at time zone communities.time_zone)
        + case ai_budgets.period when 'day' then interval '1 day' else interval '1 month' end
      ) at time zone communities.time_zone,
      ai_budgets.money, ai_budgets.tokens, ai_budgets.warn_percent
    from public.ai_budgets
    join public.communities on communities.id = ai_budgets.community_id
    where ai_budgets.community_id = p_community
      and case ai_budgets.holder
        when 'role' then exists (
          select from public.memberships
          where memberships.community_id = p_community
            and memberships.user_id = p_person
            and memberships.role = ai_budgets.role
        )
        when 'member' then ai_budgets.user_id = p_person or ai_budgets.user_id is null
          and not exists (
            select from public.ai_budgets as own
            where own.community_id = p_community
              and own.user_id = p_person
              and own.period = ai_budgets.period
          )
        else true
      end
    order by case ai_budgets.holder
      when 'ceiling' then 1 when 'community' then 2 when 'role' then 3 else 4
    end, ai_budgets.period, ai_budgets.id;
end;
$$;
comment on function private.budgets_for(uuid, uuid, timestamptz) is
  'The budgets that a person''s answers count towards, with the period of a moment, in the order in '
  'which their counts are locked.';

create function private.spent_of(p_budget uuid, p_holder uuid, p_starts_at timestamptz)
returns table (money bigint, tokens bigint)
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return query
    select budget_counts.spent_money, budget_counts.spent_tokens
    from private.budget_counts
    where budget_counts.budget_id = p_budget
      and budget_counts.holder_id = p_holder
      and budget_counts.starts_at = p_starts_at;
  if found then
    return;
  end if;
  return query
    select coalesce(sum(ai_runs.cost), 0)::bigint,
      coalesce(
        sum(
          coalesce(ai_runs.charged_input, ai_runs.input_tokens, 0)::bigint
          + coalesce(ai_runs.charged_output, ai_runs.output_tokens, 0)
        ),
        0
      )::bigint
    from public.ai_budgets
    join public.ai_runs on ai_runs.community_id = ai_budgets.community_id
    where ai_budgets.id = p_budget
      and ai_runs.id >= private.uuidv7_at(p_starts_at)
      and case ai_budgets.holder
        when 'member' then ai_runs.user_id = p_holder
        when 'role' then exists (
          select from public.memberships
          where memberships.community_id = ai_budgets.community_id
            and memberships.user_id = ai_runs.user_id
            and memberships.role = ai_budgets.role
        )
        else true
      end;
end;
$$;
comment on function private.spent_of(uuid, uuid, timestamptz) is
  'What of a budget is spent in a period: as it is counted or, until the first answer that it counts, '
  'as the runs tell.';

create function private.held_alive(p_answer uuid)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return exists (
      select from public.messages
      where messages.id = p_answer
        and messages.status = 'streaming'
        and messages.saved_at > clock_timestamp() - interval '45 seconds'
    )
    or exists (
      select from public.automation_run_steps
      where automation_run_steps.id = p_answer
        and automation_run_steps.status = 'streaming'
        and automation_run_steps.saved_at > clock_timestamp() - interval '45 seconds'
    );
end;
$$;
comment on function private.held_alive(uuid) is
  'Whether somebody still makes an answer: who does says so every fifteen seconds at least.';

-- Under the lock of the count, as is all that touches its holds.
create function private.return_dead(p_budget uuid, p_holder uuid, p_starts_at timestamptz)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
begin
  perform from private.budget_counts
  where budget_counts.budget_id = p_budget
    and budget_counts.holder_id = p_holder
    and budget_counts.starts_at = p_starts_at
  for no key update;
  with dead as (
    delete from private.budget_holds
    where budget_holds.budget_id = p_budget
      and budget_holds.holder_id = p_holder
      and budget_holds.starts_at = p_starts_at
      -- First what is cheap to tell: most were held just now.
      and case when budget_holds.held_at > clock_timestamp() - interval '45 seconds' then false
        else not private.held_alive(budget_holds.answer_id)
      end
    returning budget_holds.money, budget_holds.tokens
  )
  update private.budget_counts
  set held_money = budget_counts.held_money - returned.money,
    held_tokens = budget_counts.held_tokens - returned.tokens
  from (select sum(dead.money) as money, sum(dead.tokens) as tokens from dead) as returned
  where returned.money is not null
    and budget_counts.budget_id = p_budget
    and budget_counts.holder_id = p_holder
    and budget_counts.starts_at = p_starts_at;
end;
$$;
comment on function private.return_dead(uuid, uuid, timestamptz) is
  'Gives back what is held of a budget for answers that nobody makes any more.';

create function private.hold_budgets(
  p_community uuid,
  p_person uuid,
  p_answer uuid,
  p_models jsonb,
  p_input integer,
  p_output integer
)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_tokens constant bigint := p_input::bigint + p_output;
  v_money bigint;
  v_count record;
  v_refused jsonb;
begin
  -- The same post again: it is held already.
  if exists (select from private.budget_holds where budget_holds.answer_id = p_answer) then
    return null;
  end if;
  -- Another model may stand in for the one that is asked: the dearest counts.
  select coalesce(max(private.cost_of(ai_models.id, now(), p_input, p_output)), 0) into v_money
  from jsonb_to_recordset(p_models) as may (provider text, name text)
  join public.ai_models on ai_models.provider = may.provider and ai_models.name = may.name;

  for v_count in select * from private.budgets_for(p_community, p_person, now()) loop
    for v_try in 1 .. 2 loop
      update private.budget_counts
      set held_money = budget_counts.held_money + v_money,
        held_tokens = budget_counts.held_tokens + v_tokens
      where budget_counts.budget_id = v_count.budget_id
        and budget_counts.holder_id = v_count.holder_id
        and budget_counts.starts_at = v_count.starts_at
        and (
          v_count.money is null
          or budget_counts.spent_money + budget_counts.held_money + v_money <= v_count.money
        )
        and (
          v_count.tokens is null
          or budget_counts.spent_tokens + budget_counts.held_tokens + v_tokens <= v_count.tokens
        );
      exit when found;
      if v_try = 2 then
        v_refused := jsonb_build_object('holder', v_count.holder, 'period', v_count.period);
      else
        -- A period begins with what was spent in it before its budget was set.
        insert into private.budget_counts
          (budget_id, holder_id, starts_at, spent_money, spent_tokens)
        select v_count.budget_id, v_count.holder_id, v_count.starts_at, spent.money, spent.tokens
        from private.spent_of(v_count.budget_id, v_count.holder_id, v_count.starts_at) as spent
        on conflict do nothing;
        -- It was there: then some of it may be held for nobody.
        perform private.return_dead(v_count.budget_id, v_count.holder_id, v_count.starts_at);
      end if;
    end loop;
    exit when v_refused is not null;
    insert into private.budget_holds
      (answer_id, budget_id, holder_id, starts_at, money, tokens)
    values (
      p_answer, v_count.budget_id, v_count.holder_id, v_count.starts_at, v_money, v_tokens
    );
  end loop;
  if v_refused is null then
    return null;
  end if;

  -- All or none: what was held before the one that refused is given back, still under its lock.
  with returned as (
    delete from private.budget_holds where budget_holds.answer_id = p_answer
    returning budget_holds.budget_id, budget_holds.holder_id, budget_holds.starts_at
  )
  update private.budget_counts
  set held_money = budget_counts.held_money - v_money,
    held_tokens = budget_counts.held_tokens - v_tokens
  from returned
  where budget_counts.budget_id = returned.budget_id
    and budget_counts.holder_id = returned.holder_id
    and budget_counts.starts_at = returned.starts_at;
  return v_refused;
end;
$$;
comment on function private.hold_budgets(uuid, uuid, uuid, jsonb, integer, integer) is
  'Holds of each budget that counts what an answer may take at most, or of none: then it answers '
  'which one has too little left.';

create function private.settle_budgets(
  p_community uuid,
  p_person uuid,
  p_answer uuid,
  p_asked_at timestamptz,
  p_money bigint,
  p_tokens bigint
)
returns void
language plpgsql
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_count record;
  v_hold private.budget_holds;
begin
  for v_count in
    select counted.budget_id, counted.holder_id, counted.starts_at
    from (
      select budget_holds.budget_id, budget_holds.holder_id, budget_holds.starts_at
      from private.budget_holds
      where budget_holds.answer_id = p_answer
      union all
      -- Set since it was asked, or held for it no more.
      select now_set.budget_id, now_set.holder_id, now_set.starts_at
      from private.budgets_for(p_community, p_person, p_asked_at) as now_set
      where not exists (
        select from private.budget_holds
        where budget_holds.answer_id = p_answer and budget_holds.budget_id = now_set.budget_id
      )
    ) as counted
    join public.ai_budgets on ai_budgets.id = counted.budget_id
    order by case ai_budgets.holder
      when 'ceiling' then 1 when 'community' then 2 when 'role' then 3 else 4
    end, ai_budgets.period, ai_budgets.id
  loop
    perform from private.budget_counts
    where budget_counts.budget_id = v_count.budget_id
      and budget_counts.holder_id = v_count.holder_id
      and budget_counts.starts_at = v_count.starts_at
    for no key update;
    -- What is not counted yet will be, from the runs, when the first answer is held.
    continue when not found;
    v_hold := null;
    delete from private.budget_holds
    where budget_holds.answer_id = p_answer and budget_holds.budget_id = v_count.budget_id
    returning * into v_hold;
    update private.budget_counts
    set spent_money = budget_counts.spent_money + p_money,
      spent_tokens = budget_counts.spent_tokens + p_tokens,
      held_money = budget_counts.held_money - coalesce(v_hold.money, 0),
      held_tokens = budget_counts.held_tokens - coalesce(v_hold.tokens, 0)
    where budget_counts.budget_id = v_count.budget_id
      and budget_counts.holder_id = v_count.holder_id
      and budget_counts.starts_at = v_count.starts_at;
  end loop;
end;
$$;
comment on function private.settle_budgets(uuid, uuid, uuid, timestamptz, bigint, bigint) is
  'Counts what an answer took as spent, and gives back what was held for it.';

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
  if private.has_budgets(array[new.community_id]) then
    perform private.settle_budgets(
      new.community_id, new.user_id, new.message_id,
      coalesce(
        (select messages.created_at from public.messages where messages.id = new.message_id),
        clock_timestamp()
      ),
      v_amount, v_input::bigint + v_output
    );
  end if;
  -- Last, since its lock on the community is shared with everybody.
  insert into public.ai_ledger (community_id, run_id, input_tokens, output_tokens, amount)
  values (new.community_id, new.id, v_input, v_output, v_amount);
  return null;
end;
$$;
comment on function private.enter_run() is
  'Enters what a run costs in the ledger, and counts it in the budgets.';

create function private.has_budgets(p_communities uuid[])
returns boolean
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return exists (
    select from public.ai_budgets where ai_budgets.community_id = any (p_communities)
  );
end;
$$;

-- As before, and what is held for answers that nobody makes is given back without being asked for.
create or replace function private.end_lost_answers()
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_ended integer;
  v_count record;
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
  for v_count in
    select distinct budget_holds.budget_id, budget_holds.holder_id, budget_holds.starts_at
    from private.budget_holds
    where budget_holds.held_at < now() - interval '10 minutes'
    limit 100
  loop
    -- Whoever counts at this moment gives it back themself, or another minute does.
    perform from private.budget_counts
    where budget_counts.budget_id = v_count.budget_id
      and budget_counts.holder_id = v_count.holder_id
      and budget_counts.starts_at = v_count.starts_at
    for no key update skip locked;
    continue when not found;
    perform private.return_dead(v_count.budget_id, v_count.holder_id, v_count.starts_at);
  end loop;
  return v_ended;
end;
$$;

-- Asking ------------------------------------------------------------------------------------------

create function public.reserve_answer(
  p_job jsonb,
  p_models jsonb,
  p_found jsonb
)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_me uuid;
  v_answer constant uuid := (p_job ->> 'answerId')::uuid;
  v_community uuid;
  v_bytes bigint;
  v_refused jsonb;
begin
  -- First what is cheap to tell: most communities have none.
  if not private.has_budgets(private.my_communities()) then
    return null;
  end if;
  v_me := private.require_person();
  select conversations.community_id into v_community
  from public.messages
  join public.conversations on conversations.id = messages.conversation_id
  where messages.id = v_answer
    and messages.author = 'agent'
    and messages.status = 'streaming'
    and conversations.owner_id = v_me;
  if v_community is null or not private.has_budgets(array[v_community]) then
    return null;
  end if;
  -- A token is never less than a byte, so that no answer takes more than is held for it. The rest is
  -- what stands around a turn, and the rules that come with passages (with what escaping adds).
  select 512 + octet_length(p_job ->> 'instructions') + octet_length(p_job ->> 'begun')
    + coalesce(2048 + 2 * octet_length(p_found::text), 0)
    + coalesce(sum(octet_length(turn ->> 'text') + 16), 0)
  into v_bytes
  from jsonb_array_elements(p_job -> 'history') as turn;
  v_refused := private.hold_budgets(
    v_community, v_me, v_answer, p_models, v_bytes::integer,
    (p_job ->> 'maxOutputTokens')::integer
  );
  if v_refused is not null then
    -- What was written stays, with an answer that says why there is none and may be asked for again.
    update public.messages
    set status = case messages.text when '' then 'failed' else 'cut_off' end,
      failure = concat_ws('.', 'budget', v_refused ->> 'holder', v_refused ->> 'period'),
      completed_at = now()
    where messages.id = v_answer and messages.status = 'streaming';
  end if;
  return v_refused;
end;
$$;
comment on function public.reserve_answer(jsonb, jsonb, jsonb) is
  'Holds what an answer of mine may take at most, by the job that send_message or retry_answer gave, the '
  'models that may answer ([{provider, name}]) and what was found for it. Where '
  'a budget has too little left the answer ends there, and it answers {holder, period}; else null.';

create function public.reserve_step(
  p_step uuid,
  p_models jsonb,
  p_instructions text,
  p_output integer
)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_me constant uuid := private.require_person();
  v_community uuid;
  v_bytes integer;
begin
  select automation_runs.community_id,
    512 + octet_length(automation_run_steps.input) + octet_length(coalesce(p_instructions, ''))
  into v_community, v_bytes
  from public.automation_run_steps
  join public.automation_runs on automation_runs.id = automation_run_steps.run_id
  where automation_run_steps.id = p_step
    and automation_run_steps.status = 'streaming'
    and automation_runs.user_id = v_me;
  if v_community is null or not private.has_budgets(array[v_community]) then
    return null;
  end if;
  return private.hold_budgets(
    v_community, v_me, p_step, p_models, v_bytes, p_output
  );
end;
$$;
comment on function public.reserve_step(uuid, jsonb, text, integer) is
  'Holds what a step of mine, asked of a model, may take at most; answers {holder, period} of a budget '
  'that has too little left, else null.';

-- Seeing ------------------------------------------------------------------------------------------

create function private.budgets_left(p_community uuid, p_person uuid)
returns table (
  holder text,
  period text,
  money bigint,
  tokens bigint,
  spent_money bigint,
  spent_tokens bigint,
  warn_percent smallint,
  ends_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    select counting.holder, counting.period, counting.money, counting.tokens,
      spent.money, spent.tokens, counting.warn_percent, counting.ends_at
    from private.budgets_for(p_community, p_person, now()) as counting
    cross join lateral private.spent_of(
      counting.budget_id, counting.holder_id, counting.starts_at
    ) as spent;
end;
$$;

create function public.my_budgets(p_community uuid)
returns table (
  holder text,
  period text,
  money bigint,
  tokens bigint,
  spent_money bigint,
  spent_tokens bigint,
  warn_percent smallint,
  ends_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  if p_community = any (private.my_communities()) and private.second_factor_met() then
    return query select * from private.budgets_left(p_community, private.me());
  end if;
end;
$$;
comment on function public.my_budgets(uuid) is
  'The budgets that my answers in a community of mine count towards, with what is spent of each.';

create function private.budgets_told(p_community uuid)
returns table (
  id uuid,
  holder text,
  role text,
  user_id uuid,
  user_name text,
  period text,
  money bigint,
  tokens bigint,
  warn_percent smallint,
  spent_money bigint,
  spent_tokens bigint
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    select ai_budgets.id, ai_budgets.holder, ai_budgets.role, ai_budgets.user_id,
      profiles.display_name, ai_budgets.period, ai_budgets.money, ai_budgets.tokens,
      ai_budgets.warn_percent, spent.money, spent.tokens
    from public.ai_budgets
    join public.communities on communities.id = ai_budgets.community_id
    left join public.profiles on profiles.id = ai_budgets.user_id
    -- Of what each member has there are as many counts as members.
    left join lateral private.spent_of(
      ai_budgets.id,
      coalesce(ai_budgets.user_id, ai_budgets.id),
      date_trunc(ai_budgets.period, now(), communities.time_zone)
    ) as spent on ai_budgets.holder <> 'member' or ai_budgets.user_id is not null
    where ai_budgets.community_id = p_community
    order by case ai_budgets.holder
      when 'ceiling' then 1 when 'community' then 2 when 'role' then 3 else 4
    end, ai_budgets.user_id is not null, ai_budgets.role, ai_budgets.period, ai_budgets.id
    limit 200;
end;
$$;

create function public.community_budgets(p_community uuid)
returns table (
  id uuid,
  holder text,
  role text,
  user_id uuid,
  user_name text,
  period text,
  money bigint,
  tokens bigint,
  warn_percent smallint,
  spent_money bigint,
  spent_tokens bigint
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if (p_community = any (private.my_admin_communities()) or private.is_platform_admin())
    and private.second_factor_met()
  then
    return query select * from private.budgets_told(p_community);
  end if;
end;
$$;
comment on function public.community_budgets(uuid) is
  'The budgets of a community that I run, with what is spent of each; 200 at most.';

create function public.find_member(p_community uuid, p_email text)
returns uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if (p_community = any (private.my_admin_communities()) or private.is_platform_admin())
    and private.second_factor_met()
  then
    return (
      select memberships.user_id
      from public.memberships
      where memberships.community_id = p_community
        and memberships.user_id = private.find_confirmed_person(p_email)
    );
  end if;
  return null;
end;
$$;
comment on function public.find_member(uuid, text) is
  'The member of a community that I run who has an email address; null where there is none.';

-- Rights ------------------------------------------------------------------------------------------

revoke all on table public.ai_budgets from public, anon, authenticated, service_role;
grant select,
  insert (community_id, holder, role, user_id, period, money, tokens, warn_percent),
  update (money, tokens, warn_percent),
  delete
on table public.ai_budgets to authenticated;

revoke all on function
  private.budgets_for(uuid, uuid, timestamptz), private.spent_of(uuid, uuid, timestamptz),
  private.held_alive(uuid), private.return_dead(uuid, uuid, timestamptz),
  private.hold_budgets(uuid, uuid, uuid, jsonb, integer, integer),
  private.settle_budgets(uuid, uuid, uuid, timestamptz, bigint, bigint),
  private.has_budgets(uuid[]), private.budgets_left(uuid, uuid), private.budgets_told(uuid),
  public.reserve_answer(jsonb, jsonb, jsonb),
  public.reserve_step(uuid, jsonb, text, integer),
  public.my_budgets(uuid), public.community_budgets(uuid), public.find_member(uuid, text)
from public, anon, authenticated, service_role;
grant execute on function
  private.hold_budgets(uuid, uuid, uuid, jsonb, integer, integer),
  private.has_budgets(uuid[]), private.budgets_left(uuid, uuid), private.budgets_told(uuid)
to aigym_definer;
grant execute on function
  public.reserve_answer(jsonb, jsonb, jsonb),
  public.reserve_step(uuid, jsonb, text, integer),
  public.my_budgets(uuid), public.community_budgets(uuid), public.find_member(uuid, text)
to authenticated;

alter table public.ai_budgets enable row level security;

create policy "Coaches see the budgets of their community"
  on public.ai_budgets for select to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches set budgets, super admins ceilings too"
  on public.ai_budgets for insert to authenticated
  with check (
    community_id = any ((select private.my_admin_communities())::uuid[]) and holder <> 'ceiling'
    or (select private.is_platform_admin())
  );
create policy "Coaches change budgets, super admins ceilings too"
  on public.ai_budgets for update to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[]) and holder <> 'ceiling'
    or (select private.is_platform_admin())
  );
create policy "Coaches drop budgets, super admins ceilings too"
  on public.ai_budgets for delete to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[]) and holder <> 'ceiling'
    or (select private.is_platform_admin())
  );
create policy "A second factor where it must be"
  on public.ai_budgets as restrictive for all to authenticated
  using ((select private.second_factor_met()));

grant create on schema public to aigym_definer;
alter function public.reserve_answer(jsonb, jsonb, jsonb) owner to aigym_definer;
alter function public.reserve_step(uuid, jsonb, text, integer) owner to aigym_definer;
alter function public.my_budgets(uuid) owner to aigym_definer;
alter function public.community_budgets(uuid) owner to aigym_definer;
alter function public.find_member(uuid, text) owner to aigym_definer;
revoke create on schema public from aigym_definer;
