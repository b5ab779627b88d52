-- Automations that members start by hand: each run, and what went into each step and came out. Both
-- are written by the functions below only, each bound to the person whom private.enter() let in.

-- Tables ------------------------------------------------------------------------------------------

create table public.automation_runs (
  id uuid primary key default private.uuidv7(),
  community_id uuid not null references public.communities (id) on delete cascade,
  automation_id uuid not null references public.automations (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  title text not null,
  version integer not null,
  answers jsonb not null,
  post_key uuid not null,
  stop_requested_at timestamptz,
  created_at timestamptz not null default now(),
  constraint automation_runs_post unique (user_id, post_key),
  constraint automation_runs_title_length check (char_length(title) between 1 and 120),
  constraint automation_runs_answers_object
    check (jsonb_typeof(answers) = 'object' and octet_length(answers::text) <= 400000)
);
comment on table public.automation_runs is 'What a member started: an automation, with their answers.';
comment on column public.automation_runs.version is 'Of the automation, when it was started.';
comment on column public.automation_runs.post_key is
  'The key of the post that started it: the same post sent twice starts one run.';

create index automation_runs_mine
  on public.automation_runs (user_id, automation_id, id desc);
create index automation_runs_automation on public.automation_runs (automation_id);
create index automation_runs_community on public.automation_runs (community_id);

create table public.automation_run_steps (
  id uuid primary key default private.uuidv7(),
  run_id uuid not null references public.automation_runs (id) on delete cascade,
  place integer not null,
  action text not null,
  title text not null,
  settings jsonb not null,
  status text not null default 'waiting',
  input text not null default '',
  output text not null default '',
  failure text,
  model text,
  saved_at timestamptz not null default now(),
  constraint automation_run_steps_place unique (run_id, place),
  constraint automation_run_steps_action_known check (action in ('ask_model', 'fill_prompt')),
  constraint automation_run_steps_status_known
    check (status in ('waiting', 'streaming', 'complete', 'stopped', 'cut_off', 'failed')),
  constraint automation_run_steps_lengths check (
    char_length(title) <= 120 and char_length(input) <= 200000 and char_length(output) <= 200000
  )
);
comment on table public.automation_run_steps is
  'A step of a run: what went in, what came out, and how it ended.';
comment on column public.automation_run_steps.settings is
  'The step as it was when the run began. How an automation works inside is not for members.';

-- Starting, going on, stopping --------------------------------------------------------------------

create function public.start_automation(
  p_community uuid,
  p_automation uuid,
  p_answers jsonb,
  p_key uuid
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_item public.content_items;
  v_run uuid;
begin
  if p_key is null then
    raise exception 'A post needs a key.' using errcode = 'AG422', detail = 'key.missing';
  end if;
  if p_community is null or p_community <> all (private.my_communities()) then
    raise exception 'There is no such community.'
      using errcode = 'AG404', detail = 'community.not-found';
  end if;
  select * into v_item
  from public.content_items
  where content_items.id = p_automation
    and content_items.kind = 'automation'
    and content_items.status = 'published'
    and content_items.deleted_at is null
    and (
      content_items.community_id = p_community
      or (
        content_items.community_id is null
        and exists (
          select from public.content_assignments
          where content_assignments.item_id = content_items.id
            and coalesce(content_assignments.community_id, p_community) = p_community
        )
      )
    );
  if v_item.id is null then
    raise exception 'There is no such automation.'
      using errcode = 'AG404', detail = 'automation.not-found';
  end if;
  if not exists (
      select from public.automation_steps where automation_steps.automation_id = p_automation
    )
    or exists (
      select from public.automation_steps
      where automation_steps.automation_id = p_automation
        and automation_steps.action not in ('ask_model', 'fill_prompt')
    )
    or not exists (
      select from public.automations
      where automations.id = p_automation and automations.trigger_kind = 'manual'
    )
  then
    raise exception 'It has steps that nothing runs.'
      using errcode = 'AG409', detail = 'automation.not-runnable';
  end if;

  insert into public.automation_runs
    (community_id, automation_id, user_id, title, version, answers, post_key)
  values (
    p_community, p_automation, v_me, left(v_item.title, 120), v_item.version,
    coalesce(p_answers, '{}'), p_key
  )
  on conflict (user_id, post_key) do nothing
  returning automation_runs.id into v_run;
  if v_run is null then
    select automation_runs.id into v_run
    from public.automation_runs
    where automation_runs.user_id = v_me and automation_runs.post_key = p_key;
    return v_run;
  end if;
  insert into public.automation_run_steps (run_id, place, action, title, settings)
  select v_run, automation_steps.place, automation_steps.action,
    left(coalesce(automation_steps.settings ->> 'title', ''), 120), automation_steps.settings
  from public.automation_steps
  where automation_steps.automation_id = p_automation;
  return v_run;
end;
$$;
comment on function public.start_automation(uuid, uuid, jsonb, uuid) is
  'Keeps that I start an automation, with my answers and its steps as they are; answers the run. '
  'The same p_key again answers the same run.';

create function public.take_run_step(p_run uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_run public.automation_runs;
  v_step public.automation_run_steps;
begin
  -- Who takes a step waits here for whoever takes one too, and then sees it.
  select * into v_run
  from public.automation_runs
  where automation_runs.id = p_run
    and automation_runs.user_id = v_me
    and automation_runs.community_id = any (private.my_communities())
  for no key update;
  if v_run.id is null then
    raise exception 'There is no such run.' using errcode = 'AG404', detail = 'run.not-found';
  end if;
  if exists (
    select from public.automation_run_steps
    where automation_run_steps.run_id = p_run
      and automation_run_steps.status not in ('waiting', 'complete')
  ) then
    return null;
  end if;
  update public.automation_run_steps
  set status = case when v_run.stop_requested_at is null then 'streaming' else 'stopped' end,
    saved_at = now()
  where automation_run_steps.id = (
    select one.id
    from public.automation_run_steps as one
    where one.run_id = p_run and one.status = 'waiting'
    order by one.place
    limit 1
  )
  returning * into v_step;
  if v_step.id is null or v_step.status = 'stopped' then
    return null;
  end if;
  return jsonb_build_object(
    'id', v_step.id,
    'action', v_step.action,
    'settings', v_step.settings,
    'values', v_run.answers || coalesce(
      (
        select jsonb_object_agg(one.settings ->> 'name', one.output)
        from public.automation_run_steps as one
        where one.run_id = p_run and one.place < v_step.place and one.settings ? 'name'
      ),
      '{}'
    )
  );
end;
$$;
comment on function public.take_run_step(uuid) is
  'The next step of a run of mine, which is under way from now on, with what its blanks may use; '
  'null when none is to be done.';

create function public.begin_run_step(p_step uuid, p_input text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
begin
  update public.automation_run_steps
  set input = left(p_input, 200000), saved_at = now()
  from public.automation_runs
  where automation_run_steps.id = p_step
    and automation_run_steps.status = 'streaming'
    and automation_runs.id = automation_run_steps.run_id
    and automation_runs.user_id = v_me
    and automation_runs.community_id = any (private.my_communities());
  if not found then
    raise exception 'There is no such step.' using errcode = 'AG404', detail = 'run.not-found';
  end if;
end;
$$;
comment on function public.begin_run_step(uuid, text) is
  'Keeps what goes into a step of mine that is under way.';

create function public.save_run_step(
  p_step uuid,
  p_output text,
  p_status text,
  p_failure text,
  p_model text,
  p_figures jsonb
)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_run public.automation_runs;
  v_model constant text := left(coalesce(nullif(p_figures ->> 'model', ''), 'unknown'), 200);
  v_input constant integer := (p_figures ->> 'inputTokens')::integer;
  v_output constant integer := (p_figures ->> 'outputTokens')::integer;
  -- A maker that was interrupted does not know how long it took.
  v_duration constant integer := coalesce((p_figures ->> 'durationMs')::integer, 0);
  v_began constant timestamptz := clock_timestamp() - make_interval(secs => v_duration / 1000.0);
  v_model_id uuid;
begin
  if p_status is null
    or p_status not in ('complete', 'streaming', 'stopped', 'cut_off', 'failed') then
    raise exception 'There is no such status.' using errcode = 'AG422', detail = 'status.invalid';
  end if;
  select automation_runs.* into v_run
  from public.automation_run_steps
  join public.automation_runs on automation_runs.id = automation_run_steps.run_id
  where automation_run_steps.id = p_step
    and automation_runs.user_id = v_me
    and automation_runs.community_id = any (private.my_communities());
  if v_run.id is null then
    raise exception 'There is no such step.' using errcode = 'AG404', detail = 'run.not-found';
  end if;
  update public.automation_run_steps
  set output = left(coalesce(p_output, ''), 200000),
    status = p_status, failure = left(p_failure, 100), model = left(p_model, 200), saved_at = now()
  where automation_run_steps.id = p_step and automation_run_steps.status = 'streaming';
  -- A step that is over stays what it is; what its maker says later comes too late.
  if not found then
    return 'stop';
  end if;
  if p_figures is not null and p_status <> 'streaming' then
    select ai_models.id into v_model_id
    from public.ai_models
    where ai_models.provider = p_figures ->> 'provider' and ai_models.name = v_model;
    insert into public.ai_runs (
      community_id, user_id, agent_id, model_id, model, message_id, outcome, input_tokens,
      output_tokens, cost, first_word_ms, duration_ms
    )
    values (
      v_run.community_id, v_me, null, v_model_id, v_model, p_step, p_status, v_input, v_output,
      private.cost_of(v_model_id, v_began, v_input, v_output),
      (p_figures ->> 'firstWordMs')::integer, v_duration
    );
  end if;
  return case when v_run.stop_requested_at is null then 'continue' else 'stop' end;
end;
$$;
comment on function public.save_run_step(uuid, text, text, text, text, jsonb) is
  'Keeps what a step of mine gives, and how it ended, with a line in the ledger where a model was '
  'asked. Answers stop when no more of it is wanted.';

create function public.stop_run(p_run uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
begin
  update public.automation_runs
  set stop_requested_at = coalesce(automation_runs.stop_requested_at, now())
  where automation_runs.id = p_run
    and automation_runs.user_id = v_me
    and automation_runs.community_id = any (private.my_communities());
  if not found then
    raise exception 'There is no such run.' using errcode = 'AG404', detail = 'run.not-found';
  end if;
  -- With nobody left to read the wish, it is done here.
  update public.automation_run_steps
  set status = 'stopped'
  where automation_run_steps.run_id = p_run
    and automation_run_steps.status = 'streaming'
    and private.is_lost(automation_run_steps.saved_at);
end;
$$;
comment on function public.stop_run(uuid) is
  'Asks that a run of mine goes no further. Harmless when it is over.';

-- Grants ------------------------------------------------------------------------------------------

revoke all on table public.automation_runs, public.automation_run_steps
from public, anon, authenticated, service_role;

grant select on table public.automation_runs to authenticated;
grant select (
  id, run_id, place, action, title, status, input, output, failure, model, saved_at
)
on table public.automation_run_steps to authenticated;

grant select,
  insert (community_id, automation_id, user_id, title, version, answers, post_key),
  update (stop_requested_at)
on table public.automation_runs to aigym_definer;
grant select,
  insert (run_id, place, action, title, settings),
  update (status, input, output, failure, model, saved_at)
on table public.automation_run_steps to aigym_definer;

revoke all on function
  public.start_automation(uuid, uuid, jsonb, uuid), public.take_run_step(uuid),
  public.begin_run_step(uuid, text),
  public.save_run_step(uuid, text, text, text, text, jsonb), public.stop_run(uuid)
from public, anon, authenticated, service_role;
grant execute on function
  public.start_automation(uuid, uuid, jsonb, uuid), public.take_run_step(uuid),
  public.begin_run_step(uuid, text),
  public.save_run_step(uuid, text, text, text, text, jsonb), public.stop_run(uuid)
to authenticated;

-- Row-level security ------------------------------------------------------------------------------

alter table public.automation_runs enable row level security;
alter table public.automation_run_steps enable row level security;

create policy "People see what they ran, as long as they belong to the community"
  on public.automation_runs for select to authenticated
  using (
    user_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
  );
create policy "Steps are seen with their run"
  on public.automation_run_steps for select to authenticated
  using (
    exists (
      select from public.automation_runs where automation_runs.id = automation_run_steps.run_id
    )
  );
create policy "A second factor where it must be"
  on public.automation_runs as restrictive for all to authenticated
  using ((select private.second_factor_met()));

create policy "Definer functions read the asker's automations' runs"
  on public.automation_runs for select to aigym_definer
  using (user_id = (select private.me()));
create policy "Definer functions start the asker's automations"
  on public.automation_runs for insert to aigym_definer
  with check (
    user_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
  );
create policy "Definer functions note what the asker wishes of a run"
  on public.automation_runs for update to aigym_definer
  using (user_id = (select private.me()));
create policy "Definer functions read the steps of the asker's runs"
  on public.automation_run_steps for select to aigym_definer
  using (
    exists (
      select from public.automation_runs where automation_runs.id = automation_run_steps.run_id
    )
  );
create policy "Definer functions keep the steps of the asker's runs"
  on public.automation_run_steps for insert to aigym_definer
  with check (
    exists (
      select from public.automation_runs where automation_runs.id = automation_run_steps.run_id
    )
  );
create policy "Definer functions change the steps of the asker's runs"
  on public.automation_run_steps for update to aigym_definer
  using (
    exists (
      select from public.automation_runs where automation_runs.id = automation_run_steps.run_id
    )
  );

grant create on schema public to aigym_definer;
alter function public.start_automation(uuid, uuid, jsonb, uuid) owner to aigym_definer;
alter function public.take_run_step(uuid) owner to aigym_definer;
alter function public.begin_run_step(uuid, text) owner to aigym_definer;
alter function public.save_run_step(uuid, text, text, text, text, jsonb) owner to aigym_definer;
alter function public.stop_run(uuid) owner to aigym_definer;
revoke create on schema public from aigym_definer;
