-- A coach asks an agent a question as its form stands, before anybody can see it. There is no conversation,
-- and nothing of what is said is kept: a trial is a row without words for as long as somebody makes its
-- answer, so that limits, turns and budgets know of it, and then a line in the ledger.

create table private.agent_trials (
  id uuid primary key default private.uuidv7(),
  community_id uuid not null references public.communities (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  -- Of the question and the instructions: what is charged where a provider counts nothing.
  asked_bytes integer not null,
  -- Who makes the answer says so every fifteen seconds at least.
  saved_at timestamptz not null default clock_timestamp()
);
comment on table private.agent_trials is
  'Answers of agents that coaches try out, while they are being made. Their words are kept nowhere.';
create index agent_trials_community on private.agent_trials (community_id);
create index agent_trials_user on private.agent_trials (user_id);
alter table private.agent_trials enable row level security;
revoke all on table private.agent_trials from public, anon, authenticated, service_role;

-- Definers, and the migrations' role's own: nobody is given the table itself.

create function private.open_trial(p_community uuid, p_person uuid, p_bytes integer)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_trial uuid;
begin
  if 'sandbox' <> all (public.my_flags(p_community)) then
    raise exception 'The sandbox is switched off.' using errcode = 'AG409', detail = 'sandbox.off';
  end if;
  -- Counted one after another, also for who presses twice at once.
  perform pg_advisory_xact_lock(hashtextextended('trials ' || p_person::text, 0));
  delete from private.agent_trials
  where agent_trials.user_id = p_person
    and agent_trials.saved_at < clock_timestamp() - interval '10 minutes';
  if (
    select count(*) from private.agent_trials
    where agent_trials.user_id = p_person
      and agent_trials.saved_at > clock_timestamp() - interval '45 seconds'
  ) >= 3 then
    raise exception 'Too many trials at once.' using errcode = 'AG429', detail = '30';
  end if;
  insert into private.agent_trials (community_id, user_id, asked_bytes)
  values (p_community, p_person, p_bytes)
  returning agent_trials.id into v_trial;
  return v_trial;
end;
$$;
comment on function private.open_trial(uuid, uuid, integer) is
  'A new trial of a person, who may have three under way: AG429 with the seconds to wait. AG409 where the '
  'sandbox is switched off.';

create function private.bytes_of_trial(p_trial uuid, p_person uuid)
returns integer
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select agent_trials.asked_bytes from private.agent_trials
    where agent_trials.id = p_trial and agent_trials.user_id = p_person
  );
end;
$$;
comment on function private.bytes_of_trial(uuid, uuid) is
  'How many bytes a trial of a person asks a model, while its answer is made.';

create function private.keep_trial(p_trial uuid, p_person uuid, p_over boolean)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_community uuid;
begin
  if not p_over then
    update private.agent_trials set saved_at = clock_timestamp()
    where agent_trials.id = p_trial and agent_trials.user_id = p_person
    returning agent_trials.community_id into v_community;
    return v_community;
  end if;
  delete from private.agent_trials
  where agent_trials.id = p_trial and agent_trials.user_id = p_person
  returning agent_trials.community_id into v_community;
  -- Its turn first, then its budgets, as with every answer that ends.
  if v_community is not null then
    delete from private.answer_turns where answer_turns.answer_id = p_trial;
  end if;
  return v_community;
end;
$$;
comment on function private.keep_trial(uuid, uuid, boolean) is
  'Notes that a trial of a person is still made, or ends it; its community, null where there is none.';

create function public.begin_trial(p_community uuid, p_asked jsonb, p_models jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_question constant text := coalesce(p_asked ->> 'question', '');
  v_bytes constant integer :=
    octet_length(v_question) + octet_length(coalesce(p_asked ->> 'instructions', ''));
  v_output constant integer := (p_asked ->> 'maxOutputTokens')::integer;
  v_limits record;
  v_wait integer := 0;
  v_models jsonb;
  v_trial uuid;
  v_place jsonb;
  v_refused jsonb;
begin
  if p_community is null then
    raise exception 'There is no such community.' using errcode = 'AG404', detail = 'not-found';
  end if;
  perform private.require_coach(p_community);
  if v_output is null or v_output not between 1 and 32000 then
    raise exception 'There is no such length.' using errcode = 'AG422', detail = 'length.unknown';
  end if;
  -- A trial counts as the message that it would be.
  if private.has_limits(array[p_community]) then
    select * into v_limits from private.limits_of(p_community);
    if v_limits.person_messages is not null then
      v_wait := private.count_message(p_community, v_me, v_limits.person_messages);
    end if;
    if v_wait = 0 and v_limits.community_messages is not null then
      v_wait := private.count_message(p_community, p_community, v_limits.community_messages);
    end if;
    if v_wait > 0 then
      raise exception 'Too many messages a minute.' using errcode = 'AG429', detail = v_wait::text;
    end if;
  end if;
  if private.held_word(p_community, v_question, false) is not null then
    return jsonb_build_object('refused', 'held.words');
  end if;
  select jsonb_agg(
    jsonb_build_object(
      'provider', ai_models.provider, 'name', ai_models.name, 'label', ai_models.label
    )
    order by one.place
  )
  into v_models
  from jsonb_array_elements_text(p_asked -> 'models') with ordinality as one (model, place)
  join public.ai_models
    on ai_models.provider = split_part(one.model, ' ', 1)
    and ai_models.name = substr(one.model, strpos(one.model, ' ') + 1)
    and ai_models.enabled
    and one.place <= 5;
  v_trial := private.open_trial(p_community, v_me, v_bytes);
  if private.has_limits(array[p_community]) then
    v_place := private.turn_of(p_community, v_me, v_trial);
  end if;
  if private.has_budgets(array[p_community]) then
    -- As for an answer: a token is never less than a byte.
    v_refused := private.hold_budgets(
      p_community, v_me, v_trial, coalesce(v_models, p_models), 528 + v_bytes, v_output
    );
    if v_refused is not null then
      perform private.keep_trial(v_trial, v_me, true);
      return jsonb_build_object(
        'refused', concat_ws('.', 'budget', v_refused ->> 'holder', v_refused ->> 'period')
      );
    end if;
  end if;
  return jsonb_build_object(
    'id', v_trial,
    'place', v_place,
    'means', jsonb_build_object(
      'keys', private.keys_for(p_community),
      'models', v_models,
      'looked', private.looks_at_answers(p_community),
      'unlooked', (
        select v_question from public.moderation_rules
        where moderation_rules.community_id = p_community and moderation_rules.provider
      )
    )
  );
end;
$$;
comment on function public.begin_trial(uuid, jsonb, jsonb) is
  'Lets a coach ask an agent a question as its form stands: {question, instructions, models, '
  'maxOutputTokens}, and the models that may answer where the form names none. It answers {id, place, '
  'means}, as take_turn and answer_means tell, or {refused}: why it is not asked.';

create function public.save_trial(
  p_trial uuid,
  p_text text,
  p_status text,
  p_figures jsonb
)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_over constant boolean := p_status is distinct from 'streaming';
  v_model constant text := left(coalesce(nullif(p_figures ->> 'model', ''), 'unknown'), 200);
  v_input integer := (p_figures ->> 'inputTokens')::integer;
  v_output integer := (p_figures ->> 'outputTokens')::integer;
  -- A maker that was interrupted does not know how long it took.
  v_duration constant integer := coalesce((p_figures ->> 'durationMs')::integer, 0);
  v_began constant timestamptz := clock_timestamp() - make_interval(secs => v_duration / 1000.0);
  v_community uuid;
  v_model_id uuid;
begin
  if p_status is null
    or p_status not in ('complete', 'streaming', 'stopped', 'cut_off', 'failed') then
    raise exception 'There is no such status.' using errcode = 'AG422', detail = 'status.invalid';
  end if;
  -- As for an answer: nothing came of one that failed, else four bytes are a token.
  if v_over and p_status <> 'failed' then
    v_input := coalesce(v_input, ceil(private.bytes_of_trial(p_trial, v_me) / 4.0));
    v_output := coalesce(v_output, ceil(octet_length(p_text) / 4.0));
  end if;
  v_community := private.keep_trial(p_trial, v_me, v_over);
  -- It is over already: it was counted then.
  if v_community is null then
    return 'stop';
  end if;
  if v_over and p_figures is not null then
    select ai_models.id into v_model_id
    from public.ai_models
    where ai_models.provider = p_figures ->> 'provider' and ai_models.name = v_model;
    -- Of no agent: what coaches try out says nothing about what members get.
    insert into public.ai_runs (
      community_id, user_id, agent_id, model_id, model, message_id, outcome, input_tokens,
      output_tokens, cost, first_word_ms, duration_ms
    )
    values (
      v_community, v_me, null, v_model_id, v_model, p_trial, p_status, v_input, v_output,
      private.cost_of(v_model_id, v_began, v_input, v_output),
      (p_figures ->> 'firstWordMs')::integer, v_duration
    );
  end if;
  if private.held_word(v_community, p_text, true) is not null then
    return 'held';
  end if;
  return 'continue';
end;
$$;
comment on function public.save_trial(uuid, text, text, jsonb) is
  'Tells that a trial of mine is still made, or how it ended, which enters what it took in the ledger. '
  'Nothing of the text is kept: it answers held where the community holds what it says, stop where no '
  'more of it is wanted, else continue.';

-- The rest of the functions stays as it is, and so is not written out again.
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
      select from public.automation_run_steps',
  '    or exists (
      select from private.agent_trials
      where agent_trials.id = p_answer
        and agent_trials.saved_at > clock_timestamp() - interval ''45 seconds''
    )
    or exists (
      select from public.automation_run_steps'
);
select private.change_function(
  'public.take_turn(uuid)',
  '  if v_community is null then
    raise exception',
  '  if v_community is null then
    v_community := private.keep_trial(p_answer, v_me, false);
  end if;
  if v_community is null then
    raise exception'
);
drop function private.change_function(regprocedure, text, text);

revoke all on function
  private.open_trial(uuid, uuid, integer), private.bytes_of_trial(uuid, uuid),
  private.keep_trial(uuid, uuid, boolean),
  public.begin_trial(uuid, jsonb, jsonb), public.save_trial(uuid, text, text, jsonb)
from public, anon, authenticated, service_role;
grant execute on function
  private.open_trial(uuid, uuid, integer), private.bytes_of_trial(uuid, uuid),
  private.keep_trial(uuid, uuid, boolean)
to aigym_definer;
grant execute on function
  public.begin_trial(uuid, jsonb, jsonb), public.save_trial(uuid, text, text, jsonb)
to authenticated;
grant create on schema public to aigym_definer;
alter function public.begin_trial(uuid, jsonb, jsonb) owner to aigym_definer;
alter function public.save_trial(uuid, text, text, jsonb) owner to aigym_definer;
revoke create on schema public from aigym_definer;
