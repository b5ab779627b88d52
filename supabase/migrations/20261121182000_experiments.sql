-- Experiments: of an agent as it is (A) and as it could be (B, with another model or other instructions),
-- which do members find better? Each person has one of the two for as long as it runs.

create table public.experiments (
  id uuid primary key default private.uuidv7(),
  community_id uuid not null references public.communities (id) on delete cascade,
  agent_id uuid not null references public.agents (id) on delete cascade,
  -- What B changes, one of the two. A model is named as agents name theirs, and as people read it.
  model text,
  model_label text,
  instructions text,
  share smallint not null default 50,
  stop_rated integer not null default 200,
  stop_days smallint not null default 30,
  stop_conversations integer not null default 2000,
  started_at timestamptz not null default now(),
  started_by uuid default private.me() references public.profiles (id) on delete set null,
  ended_at timestamptz,
  ended_by uuid references public.profiles (id) on delete set null,
  ended_why text,
  outcome text,
  constraint experiments_one_change check (num_nonnulls(model, instructions) = 1),
  constraint experiments_model_named check ((model is null) = (model_label is null)),
  constraint experiments_model_length check (char_length(model) between 3 and 250),
  constraint experiments_model_label_length check (char_length(model_label) between 1 and 80),
  constraint experiments_instructions_length check (char_length(instructions) between 1 and 32000),
  constraint experiments_share_range check (share between 1 and 99),
  constraint experiments_stop_rated_range check (stop_rated between 10 and 2000),
  constraint experiments_stop_days_range check (stop_days between 1 and 90),
  constraint experiments_stop_conversations_range check (stop_conversations between 20 and 5000),
  constraint experiments_ended_why_known
    check (ended_why in ('hand', 'rated', 'days', 'conversations', 'changed')),
  constraint experiments_ended check ((ended_at is null) = (ended_why is null)),
  constraint experiments_outcome_known check (outcome in ('a', 'b')),
  constraint experiments_outcome_after check (outcome is null or ended_at is not null)
);
comment on table public.experiments is
  'What is tried out of an agent: B, another model or other instructions, for a share of its members, '
  'beside A, the agent as it is. At most one runs of each agent.';
comment on column public.experiments.outcome is 'Which of the two the coaches went on with.';
create unique index experiments_running on public.experiments (agent_id) where ended_at is null;
create index experiments_agent on public.experiments (agent_id, id desc);
create index experiments_community on public.experiments (community_id);
create index experiments_started_by on public.experiments (started_by);
create index experiments_ended_by on public.experiments (ended_by);

alter table public.experiments enable row level security;
revoke all on table public.experiments from public, anon, authenticated, service_role;
grant select on table public.experiments to authenticated;
grant insert (
  community_id, agent_id, model, model_label, instructions, share, stop_rated, stop_days,
  stop_conversations
) on table public.experiments to authenticated;
grant update (ended_at, outcome) on table public.experiments to authenticated;

create policy "Coaches and super admins see experiments"
  on public.experiments for select to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches and super admins start experiments with their agents"
  on public.experiments for insert to authenticated
  with check (
    (
      community_id = any ((select private.my_admin_communities())::uuid[])
      or (select private.is_platform_admin())
    )
    and exists (
      select from public.content_items
      where content_items.id = experiments.agent_id
        and content_items.community_id = experiments.community_id
        and content_items.kind = 'agent'
        and content_items.status = 'published'
        and content_items.deleted_at is null
    )
    and (
      experiments.model is null
      or exists (
        select from public.ai_models
        where ai_models.provider = split_part(experiments.model, ' ', 1)
          and ai_models.name = substr(experiments.model, strpos(experiments.model, ' ') + 1)
          and ai_models.enabled
      )
    )
  );
create policy "Coaches and super admins end experiments"
  on public.experiments for update to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "A second factor where it must be"
  on public.experiments as restrictive for all to authenticated
  using ((select private.second_factor_met()));

create function private.seen_by_others()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if exists (
    select from public.content_items
    where content_items.id = new.agent_id
      and private.needs_other_eyes(content_items, private.me())
  ) then
    raise exception 'Somebody else than its author has to try this out.'
      using errcode = 'AG409', detail = 'content.needs-review';
  end if;
  return new;
end;
$$;
comment on function private.seen_by_others() is
  'What is tried out reaches members as a publication does, and wants the eyes that one wants.';
create trigger experiments_seen before insert on public.experiments
  for each row execute function private.seen_by_others();

create function private.end_signed()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if old.ended_at is not null then
    new.ended_at := old.ended_at;
  elsif new.ended_at is not null then
    new.ended_at := now();
    new.ended_by := private.me();
    new.ended_why := coalesce(new.ended_why, 'hand');
  end if;
  return new;
end;
$$;
comment on function private.end_signed() is
  'Notes who ended an experiment, and when. What has ended does not begin again.';
create trigger experiments_end before update of ended_at on public.experiments
  for each row execute function private.end_signed();
create trigger experiments_audit after insert or update on public.experiments
  for each row execute function private.audit_row(
    'experiment', 'community_id', 'experiment', 'id', '+agent_id', '+ended_why',
    'ended_at=ended/began', 'outcome', 'share', 'model'
  );

-- Which of the two ----------------------------------------------------------------------------------

create table private.experiment_talks (
  conversation_id uuid primary key references public.conversations (id) on delete cascade,
  experiment_id uuid not null references public.experiments (id) on delete cascade,
  variant text not null,
  began_at timestamptz not null default now(),
  constraint experiment_talks_variant_known check (variant in ('a', 'b'))
);
comment on table private.experiment_talks is
  'Conversations that began while something was tried out of their agent, and which of the two they have.';
create index experiment_talks_of on private.experiment_talks (experiment_id, began_at);
alter table private.experiment_talks enable row level security;
revoke all on table private.experiment_talks from public, anon, authenticated, service_role;

create table private.experiment_answers (
  message_id uuid primary key,
  conversation_id uuid not null
    references private.experiment_talks (conversation_id) on delete cascade,
  asked_id uuid not null,
  -- Who was to answer; another who did stood in.
  provider text,
  model text,
  again boolean not null default false
);
comment on table private.experiment_answers is
  'Answers that were asked for as A or B says, of which model, and whether another was asked for in the '
  'place of each.';
create index experiment_answers_of on private.experiment_answers (conversation_id, asked_id);
alter table private.experiment_answers enable row level security;
revoke all on table private.experiment_answers from public, anon, authenticated, service_role;

alter table public.ai_runs
  add column experiment_id uuid,
  add column variant text,
  add column stands_in boolean;
alter table public.ai_runs
  add constraint ai_runs_variant_known check (variant in ('a', 'b')) not valid;
alter table public.ai_runs validate constraint ai_runs_variant_known;
comment on column public.ai_runs.experiment_id is
  'What was being tried out when it was asked for, which may be gone since; filled in by a trigger.';
comment on column public.ai_runs.variant is 'Which of the two it was: as the agent is, or as it could be.';
comment on column public.ai_runs.stands_in is
  'In an experiment: whether another model answered than was to.';

create function private.variant_of(p_experiment uuid, p_person uuid, p_share smallint)
returns text
language sql
immutable
security invoker
set search_path = ''
return case
  when ('x' || substr(md5(p_experiment::text || p_person::text), 1, 8))::bit(32)::bigint % 100 < p_share
  then 'b' else 'a'
end;
comment on function private.variant_of(uuid, uuid, smallint) is
  'Which of the two a person has: always the same of one experiment, anew in the next.';

create function private.is_running(p_experiment public.experiments)
returns boolean
language sql
stable
security invoker
set search_path = ''
return p_experiment.ended_at is null
  and p_experiment.started_at + make_interval(hours => 24 * p_experiment.stop_days) > now();
comment on function private.is_running(public.experiments) is
  'Whether B is still asked: its days are over to the minute, before the scheduled job says so.';

-- The functions below are definer and the migrations' role's own: who asks sees nothing of experiments.

create function private.join_experiment()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.experiment_talks (conversation_id, experiment_id, variant)
  select new.id, experiments.id,
    private.variant_of(experiments.id, new.owner_id, experiments.share)
  from public.experiments
  where experiments.agent_id = new.agent_id
    and experiments.community_id = new.community_id
    and experiments.ended_at is null
    and private.is_running(experiments);
  return null;
end;
$$;
comment on function private.join_experiment() is
  'Says of a conversation that begins which of the two it has, where something is tried out.';
create trigger conversations_join_experiment after insert on public.conversations
  for each row execute function private.join_experiment();

create function private.tried_of(p_conversation uuid, p_answer uuid)
returns table (experiment_id uuid, variant text, model text, instructions text)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    select experiments.id, experiment_talks.variant, experiments.model, experiments.instructions
    from private.experiment_talks
    join public.experiments on experiments.id = experiment_talks.experiment_id
    where experiment_talks.conversation_id = p_conversation
      and private.is_running(experiments)
      -- Neither another agent's, nor one of several models'.
      and private.agent_of_answer(p_conversation, p_answer) = experiments.agent_id
      and not exists (
        select from public.compared_answers
        where compared_answers.conversation_id = p_conversation
          and compared_answers.message_id = p_answer
      );
end;
$$;
comment on function private.tried_of(uuid, uuid) is
  'What is tried out with an answer, and which of the two it is; no row where nothing is.';

create function private.tried_chain(p_job jsonb, p_agent uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_chain constant jsonb := private.chain_of(p_agent);
  v_model jsonb;
begin
  if p_job #>> '{tried,variant}' is distinct from 'b' then
    return v_chain;
  end if;
  select jsonb_build_object(
    'provider', ai_models.provider, 'name', ai_models.name, 'label', ai_models.label
  )
  into v_model
  from private.experiment_talks
  join public.experiments on experiments.id = experiment_talks.experiment_id
  join public.ai_models
    on ai_models.provider = split_part(experiments.model, ' ', 1)
    and ai_models.name = substr(experiments.model, strpos(experiments.model, ' ') + 1)
    and ai_models.enabled
  where experiment_talks.conversation_id = (p_job ->> 'conversationId')::uuid
    and experiment_talks.variant = 'b'
    and experiments.id = (p_job #>> '{tried,experiment}')::uuid
    and experiments.agent_id = p_agent;
  if v_model is null then
    return v_chain;
  end if;
  -- The agent's own stand in, five at most together.
  return (
    select jsonb_agg(one.model order by one.place)
    from (
      select v_model as model, 0::bigint as place
      union all
      select chain.model, chain.place
      from jsonb_array_elements(v_chain) with ordinality as chain (model, place)
      where chain.model <> v_model
      order by place
      limit 5
    ) as one
  );
end;
$$;
comment on function private.tried_chain(jsonb, uuid) is
  'The models that an answer is asked of, as chain_of; where another is tried out, that one first.';

create function private.note_tried(p_job jsonb, p_models jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if not exists (
    select from private.experiment_talks
    join public.conversations on conversations.id = experiment_talks.conversation_id
    where experiment_talks.conversation_id = (p_job ->> 'conversationId')::uuid
      and conversations.owner_id = private.me()
  ) then
    return;
  end if;
  update private.experiment_answers
  set again = true
  where experiment_answers.conversation_id = (p_job ->> 'conversationId')::uuid
    and experiment_answers.asked_id = (p_job ->> 'personMessageId')::uuid
    and experiment_answers.message_id < (p_job ->> 'answerId')::uuid
    and not experiment_answers.again;
  insert into private.experiment_answers (message_id, conversation_id, asked_id, provider, model)
  select messages.id, messages.conversation_id, messages.parent_id,
    p_models #>> '{0,provider}', p_models #>> '{0,name}'
  from private.experiment_talks
  join public.experiments on experiments.id = experiment_talks.experiment_id
  join public.messages
    on messages.conversation_id = experiment_talks.conversation_id
    and messages.id = (p_job ->> 'answerId')::uuid
    and messages.status = 'streaming'
  where experiment_talks.conversation_id = (p_job ->> 'conversationId')::uuid
    and experiment_talks.experiment_id = (p_job #>> '{tried,experiment}')::uuid
    and experiment_talks.variant = p_job #>> '{tried,variant}'
  on conflict do nothing;
end;
$$;
comment on function private.note_tried(jsonb, jsonb) is
  'Notes of an answer of mine, by its job, that it is of an experiment and which model is to give it; and '
  'of those before it to the same message that another was asked for.';

create function private.tell_variant()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_meant record;
begin
  select experiment_talks.experiment_id, experiment_talks.variant,
    case experiment_talks.variant
      when 'b' then coalesce(split_part(experiments.model, ' ', 1), experiment_answers.provider)
      else experiment_answers.provider
    end as provider,
    case experiment_talks.variant
      when 'b' then coalesce(
        substr(experiments.model, strpos(experiments.model, ' ') + 1), experiment_answers.model
      )
      else experiment_answers.model
    end as model
  into v_meant
  from private.experiment_answers
  join private.experiment_talks
    on experiment_talks.conversation_id = experiment_answers.conversation_id
  join public.experiments on experiments.id = experiment_talks.experiment_id
  where experiment_answers.message_id = new.message_id;
  if found then
    new.experiment_id := v_meant.experiment_id;
    new.variant := v_meant.variant;
    -- A maker that was lost did not say who answered.
    new.stands_in := new.model <> 'unknown' and (
      new.model is distinct from v_meant.model
      or exists (
        select from public.ai_models
        where ai_models.id = new.model_id and ai_models.provider <> v_meant.provider
      )
    );
  end if;
  return new;
end;
$$;
comment on function private.tell_variant() is
  'Notes with a run which of the two of an experiment it was, and whether another model stood in.';
create trigger ai_runs_variant before insert on public.ai_runs
  for each row execute function private.tell_variant();

-- Ending --------------------------------------------------------------------------------------------

create function private.end_changed_experiment()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.experiments
  set ended_at = now(), ended_why = 'changed'
  where experiments.agent_id = new.agent_id and experiments.ended_at is null;
  return null;
end;
$$;
comment on function private.end_changed_experiment() is
  'Ends what is tried out of an agent that was changed meanwhile: A is not what it was.';
create trigger agent_instructions_end_experiment after update on public.agent_instructions
  for each row when (old is distinct from new)
  execute function private.end_changed_experiment();

create function private.rated_people(p_experiment uuid)
returns table (variant text, good boolean, rated_at timestamptz)
language sql
stable
security invoker
set search_path = ''
begin atomic
  -- Each person once, by what they rated first of what the model gave that was to.
  select distinct on (conversations.owner_id) experiment_talks.variant, message_ratings.good,
    message_ratings.created_at
  from private.experiment_talks
  join public.conversations on conversations.id = experiment_talks.conversation_id
  join private.experiment_answers
    on experiment_answers.conversation_id = experiment_talks.conversation_id
  join public.message_ratings
    on message_ratings.message_id = experiment_answers.message_id
    and message_ratings.user_id = conversations.owner_id
  where experiment_talks.experiment_id = p_experiment
    and not exists (
      select from public.ai_runs
      where ai_runs.message_id = experiment_answers.message_id and ai_runs.stands_in
    )
  order by conversations.owner_id, message_ratings.created_at, message_ratings.message_id;
end;
comment on function private.rated_people(uuid) is
  'Who rated in an experiment, without saying who: which of the two they have, and how they rated first.';

create function private.end_experiments()
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ended integer;
begin
  with due as (
    select experiments.id, case
        when not private.is_running(experiments) then 'days'
        when experiments.stop_conversations <= (
          select count(*) from private.experiment_talks
          where experiment_talks.experiment_id = experiments.id
        ) then 'conversations'
        when experiments.stop_rated <= (
          select least(
            count(*) filter (where rated.variant = 'a'), count(*) filter (where rated.variant = 'b')
          )
          from private.rated_people(experiments.id) as rated
        ) then 'rated'
      end as why
    from public.experiments
    where experiments.ended_at is null
    -- Where more run, each has its turn within a few minutes.
    order by random()
    limit 200
  )
  update public.experiments
  set ended_at = now(), ended_why = due.why
  from due
  where experiments.id = due.id and due.why is not null and experiments.ended_at is null;
  get diagnostics v_ended = row_count;
  return v_ended;
end;
$$;
comment on function private.end_experiments() is
  'Ends experiments that have what they were to have: days, conversations, or people of either kind who '
  'rated. For the scheduled job; answers how many.';

-- Reading -------------------------------------------------------------------------------------------

create function private.count_experiment(p_experiment uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_community uuid;
  v_rates boolean;
begin
  select experiments.community_id into v_community
  from public.experiments
  where experiments.id = p_experiment
    and (
      experiments.community_id = any (private.my_admin_communities()) or private.is_platform_admin()
    );
  if v_community is null then
    return null;
  end if;
  -- What members think is their coaches' to see.
  v_rates := v_community = any (private.my_admin_communities());
  return (
    with talks as materialized (
      select experiment_talks.conversation_id, experiment_talks.variant, conversations.owner_id
      from private.experiment_talks
      join public.conversations on conversations.id = experiment_talks.conversation_id
      where experiment_talks.experiment_id = p_experiment
      order by experiment_talks.began_at
      limit 10000
    ),
    answers as materialized (
      select talks.variant, experiment_answers.again, ran.*,
        case when v_rates then rated.good end as good
      from talks
      join private.experiment_answers
        on experiment_answers.conversation_id = talks.conversation_id
      cross join lateral (
        select ai_runs.outcome, ai_runs.output_tokens, ai_runs.first_word_ms, ai_runs.duration_ms,
          ai_runs.cost, ai_runs.stands_in
        from public.ai_runs
        where ai_runs.message_id = experiment_answers.message_id
        limit 1
      ) as ran
      left join public.message_ratings as rated
        on rated.message_id = experiment_answers.message_id and rated.user_id = talks.owner_id
      limit 20000
    )
    select jsonb_build_object(
      'rated', case when v_rates then (
        select coalesce(string_agg(
          case
            when rated.variant = 'a' and rated.good then 'A'
            when rated.variant = 'a' then 'a'
            when rated.good then 'B'
            else 'b'
          end,
          '' order by rated.rated_at
        ), '')
        from private.rated_people(p_experiment) as rated
      ) end,
      'kinds', jsonb_agg(
        jsonb_build_object(
          'variant', kinds.variant,
          'conversations', (select count(*) from talks where talks.variant = kinds.variant),
          'people', (
            select count(distinct talks.owner_id) from talks where talks.variant = kinds.variant
          )
        ) || (
          select jsonb_build_object(
            'answers', count(*) filter (where not a.stands_in),
            'stoodIn', count(*) filter (where a.stands_in),
            'broken', count(*) filter (
              where not a.stands_in and a.outcome in ('failed', 'cut_off')
            ),
            'whole', count(*) filter (where not a.stands_in and a.outcome = 'complete'),
            'again', count(*) filter (
              where not a.stands_in and a.outcome = 'complete' and a.again
            ),
            'good', count(*) filter (where not a.stands_in and a.good),
            'bad', count(*) filter (where not a.stands_in and not a.good),
            'length', percentile_cont(0.5) within group (order by a.output_tokens)
              filter (where not a.stands_in and a.outcome = 'complete'),
            'firstWord', percentile_cont(0.5) within group (order by a.first_word_ms)
              filter (where not a.stands_in),
            'duration', percentile_cont(0.5) within group (order by a.duration_ms)
              filter (where not a.stands_in and a.outcome = 'complete'),
            'cost', sum(a.cost) filter (where not a.stands_in),
            'unpriced', count(*) filter (where not a.stands_in and a.cost is null)
          )
          from answers as a
          where a.variant = kinds.variant
        )
        order by kinds.variant
      )
    )
    from (values ('a'), ('b')) as kinds (variant)
  );
end;
$$;
comment on function private.count_experiment(uuid) is
  'As experiment_figures, of what I may see.';

create function public.experiment_figures(p_experiment uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_person();
  return private.count_experiment(p_experiment);
end;
$$;
comment on function public.experiment_figures(uuid) is
  'What came of an experiment, for coaches of its community and super admins; null for others. {kinds: of '
  'A and B, in numbers, rated: how people rated first, one letter each in the order in which they did: '
  'their kind, a capital where the answer was good; null, and nobody good or bad, for who coaches not}.';

create function private.is_tried_out(p_community uuid, p_agent uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return exists (
    select from public.experiments
    where experiments.agent_id = p_agent
      and experiments.community_id = p_community
      and experiments.ended_at is null
      and private.is_running(experiments)
  );
end;
$$;
comment on function private.is_tried_out(uuid, uuid) is 'As tried_out, whoever asks.';

create function public.tried_out(p_community uuid, p_agent uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return private.second_factor_met()
    and p_community = any (private.my_communities())
    and private.is_tried_out(p_community, p_agent);
end;
$$;
comment on function public.tried_out(uuid, uuid) is
  'Whether something is being tried out of an agent of a community of mine: not what, nor which I have.';

-- As before, with what is tried out -----------------------------------------------------------------

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
  'private.answer_job(uuid, boolean)',
  '''instructions'', coalesce(agent_instructions.instructions, ''''),',
  '''instructions'', coalesce(
        case tried.variant when ''b'' then tried.instructions end,
        agent_instructions.instructions, ''''
      ),'
);
select private.change_function(
  'private.answer_job(uuid, boolean)',
  '        where path.text <> '''' and path.id <> all (private.held_back(answer.conversation_id))
      )
    )
',
  '        where path.text <> '''' and path.id <> all (private.held_back(answer.conversation_id))
      )
    ) || case when tried.variant is null then ''{}'' else jsonb_build_object(
      ''tried'', jsonb_build_object(''experiment'', tried.experiment_id, ''variant'', tried.variant)
    ) end
'
);
select private.change_function(
  'private.answer_job(uuid, boolean)',
  '    left join public.agent_instructions on agent_instructions.agent_id = who.agent_id
',
  '    left join public.agent_instructions on agent_instructions.agent_id = who.agent_id
    left join lateral private.tried_of(answer.conversation_id, answer.id) as tried on true
'
);
select private.change_function(
  'public.answer_means(jsonb)',
  'private.chain_of(v_agent)',
  'private.tried_chain(p_job, v_agent)'
);
select private.change_function(
  'public.admit_answer(jsonb, jsonb, jsonb)',
  '  if jsonb_array_length(p_job -> ''history'') = 1 then
    v_again',
  '  perform private.note_tried(p_job, p_models);
  if jsonb_array_length(p_job -> ''history'') = 1 then
    v_again'
);
-- What is tried out is not given to others, nor anything in its place.
select private.change_function(
  'private.give_again(uuid, jsonb, jsonb)',
  '    and not exists (
      select from public.compared_answers',
  '    and not exists (
      select from private.experiment_talks
      where experiment_talks.conversation_id = answers.conversation_id
    )
    and not exists (
      select from public.compared_answers'
);
drop function private.change_function(regprocedure, text, text);

revoke all on function
  private.seen_by_others(), private.end_signed(), private.variant_of(uuid, uuid, smallint),
  private.is_running(public.experiments), private.join_experiment(), private.tried_of(uuid, uuid),
  private.tried_chain(jsonb, uuid), private.note_tried(jsonb, jsonb), private.tell_variant(),
  private.end_changed_experiment(), private.rated_people(uuid), private.end_experiments(),
  private.count_experiment(uuid), public.experiment_figures(uuid),
  private.is_tried_out(uuid, uuid), public.tried_out(uuid, uuid)
from public, anon, authenticated, service_role;
grant execute on function
  private.tried_of(uuid, uuid), private.tried_chain(jsonb, uuid), private.note_tried(jsonb, jsonb),
  private.count_experiment(uuid), private.is_tried_out(uuid, uuid)
to aigym_definer;
grant execute on function private.end_experiments() to aigym_worker;
grant execute on function public.experiment_figures(uuid), public.tried_out(uuid, uuid)
to authenticated;
grant create on schema public to aigym_definer;
alter function public.experiment_figures(uuid) owner to aigym_definer;
alter function public.tried_out(uuid, uuid) owner to aigym_definer;
revoke create on schema public from aigym_definer;
