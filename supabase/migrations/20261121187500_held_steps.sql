-- What a person typed into an automation, and what its prompts made of it, is looked at before a model is
-- asked, as a message is. A step that is held ends as failed, with the code that says why; what was to be
-- asked is kept with what else is held, and goes on from there once a coach has let it through.

alter table public.held_messages add column step_id uuid;
alter table public.held_messages
  add constraint held_messages_step_id_fkey foreign key (step_id)
  references public.automation_run_steps (id) on delete cascade on update cascade not valid;
alter table public.held_messages validate constraint held_messages_step_id_fkey;
comment on column public.held_messages.step_id is
  'The step of a run that is held; agent_name is the title of its automation then.';
-- allow constraint: little is held, and the table is young
alter table public.held_messages add constraint held_messages_step_once unique (step_id);
alter table public.held_messages alter column conversation_id drop not null;
alter table public.held_messages drop constraint held_messages_of_one;
alter table public.held_messages
  add constraint held_messages_of_one check (
    num_nonnulls(message_id, file_id, step_id) = 1
    and (conversation_id is null) = (step_id is not null)
  ) not valid;
alter table public.held_messages validate constraint held_messages_of_one;
comment on table public.held_messages is
  'Messages, their files, steps of automations and answers that are held, or were. Their text is read by '
  'public.read_held() only, which keeps that it was read.';

-- Holding -----------------------------------------------------------------------------------------

create function public.hold_step(p_step uuid, p_text text, p_harmful boolean)
returns text
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_me constant uuid := private.require_person();
  v_run public.automation_runs;
  v_rules public.moderation_rules;
  v_held public.held_messages;
begin
  select automation_runs.* into v_run
  from public.automation_run_steps
  join public.automation_runs on automation_runs.id = automation_run_steps.run_id
  where automation_run_steps.id = p_step
    and automation_run_steps.status = 'streaming'
    and automation_runs.user_id = v_me
    and automation_runs.community_id = any (private.my_communities());
  if v_run.id is null then
    raise exception 'There is no such step.' using errcode = 'AG404', detail = 'run.not-found';
  end if;
  select * into v_rules
  from public.moderation_rules
  where moderation_rules.community_id = v_run.community_id;
  if v_rules.community_id is null then
    return null;
  end if;
  select * into v_held
  from public.held_messages
  where held_messages.step_id = p_step;
  -- What a coach let through is not held again.
  if v_held.state = 'released' then
    return null;
  end if;
  if v_held.id is null then
    v_held.word := private.held_word(v_run.community_id, p_text, false);
    if v_held.word is not null then
      v_held.why := 'words';
      v_held.state := case when v_rules.refuses then 'refused' else 'waiting' end;
    elsif p_harmful and v_rules.provider then
      v_held.why := 'provider';
      v_held.state := 'waiting';
    elsif v_rules.review
      and v_run.community_id <> all (private.my_admin_communities())
      and not private.run_looked_at(v_run.id) then
      v_held.why := 'review';
      v_held.state := 'waiting';
    else
      return null;
    end if;
    insert into public.held_messages (
      community_id, step_id, owner_id, agent_name, author, why, word, state, shared, text, note
    )
    values (
      v_run.community_id, p_step, v_me, v_run.title, 'person', v_held.why, v_held.word, v_held.state,
      v_held.why = 'review', p_text,
      case v_held.state when 'refused' then v_rules.refusal else '' end
    )
    returning * into v_held;
  end if;
  update public.automation_run_steps
  set status = 'failed', failure = private.held_failure(v_held), saved_at = now()
  where automation_run_steps.id = p_step;
  return private.held_failure(v_held);
end;
$$;
comment on function public.hold_step(uuid, text, boolean) is
  'Holds a step of mine that is under way, where the community says so of what a model is to be asked '
  'with, or a provider found it harmful: it ends as failed, with the code that comes back; null where '
  'nothing holds it.';

create function private.run_looked_at(p_run uuid)
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return exists (
    select from public.automation_run_steps
    join public.held_messages on held_messages.step_id = automation_run_steps.id
    where automation_run_steps.run_id = p_run and held_messages.state = 'released'
  );
end;
$$;
comment on function private.run_looked_at(uuid) is
  'Whether a coach let something of a run of the asker''s through: what a person typed was read then.';

create function public.resume_run(p_run uuid)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
begin
  if not exists (
    select from public.automation_runs
    where automation_runs.id = p_run
      and automation_runs.user_id = v_me
      and automation_runs.community_id = any (private.my_communities())
  ) then
    raise exception 'There is no such run.' using errcode = 'AG404', detail = 'run.not-found';
  end if;
  -- Under an id of its own: whoever makes answers makes each once.
  update public.automation_run_steps
  set id = private.uuidv7(), status = 'waiting', failure = null, saved_at = now()
  from public.automation_runs, public.held_messages
  where automation_runs.id = p_run
    and automation_runs.stop_requested_at is null
    and automation_run_steps.run_id = automation_runs.id
    and automation_run_steps.status = 'failed'
    and automation_run_steps.failure = 'held.released'
    and held_messages.step_id = automation_run_steps.id
    and held_messages.state = 'released';
  return found;
end;
$$;
comment on function public.resume_run(uuid) is
  'Has a run of mine go on with a step that was held and is let through; whether there was one.';

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
-- A step's own words were read by whoever let it through.
select private.change_function(
  'public.step_means(uuid)',
  'return jsonb_build_object(''keys'', private.keys_for(v_community));',
  'return jsonb_build_object(
    ''keys'', private.keys_for(v_community),
    ''unlooked'', (
      select automation_run_steps.input
      from public.automation_run_steps
      join public.moderation_rules
        on moderation_rules.community_id = v_community and moderation_rules.provider
      where automation_run_steps.id = p_step
        and not exists (
          select from public.held_messages where held_messages.step_id = automation_run_steps.id
        )
    )
  );'
);
-- A run is there as long as what is held of it.
select private.change_function(
  'public.read_held(uuid)',
  'v_held.appealed_at is null and not private.talk_there(v_held.conversation_id)',
  'v_held.appealed_at is null and v_held.step_id is null
      and not private.talk_there(v_held.conversation_id)'
);
select private.change_function(
  'private.tell_held(held_messages)',
  '  update public.messages
  set failure',
  '  if p_held.step_id is not null then
    update public.automation_run_steps
    set failure = private.held_failure(p_held)
    where automation_run_steps.id = p_held.step_id
      and automation_run_steps.failure like ''held.%'';
    return;
  end if;
  update public.messages
  set failure'
);
drop function private.change_function(regprocedure, text, text);
comment on function public.step_means(uuid) is
  'As answer_means, of a step of a run of mine: {keys, unlooked}.';

grant select (step_id) on table public.held_messages to authenticated;
grant insert (step_id) on table public.held_messages to aigym_definer;
grant update (id) on table public.automation_run_steps to aigym_definer;
revoke all on function
  private.run_looked_at(uuid), public.hold_step(uuid, text, boolean), public.resume_run(uuid)
from public, anon, authenticated, service_role;
grant execute on function private.run_looked_at(uuid) to aigym_definer;
grant execute on function public.hold_step(uuid, text, boolean), public.resume_run(uuid)
to authenticated;
grant create on schema public to aigym_definer;
alter function public.hold_step(uuid, text, boolean) owner to aigym_definer;
alter function public.resume_run(uuid) owner to aigym_definer;
revoke create on schema public from aigym_definer;
