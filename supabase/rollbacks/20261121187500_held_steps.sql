-- Undoes 20261121187500_held_steps.sql. What is held of steps goes; their runs say that they failed.

delete from public.held_messages where held_messages.step_id is not null;
drop function public.hold_step(uuid, text, boolean);
drop function public.resume_run(uuid);
drop function private.run_looked_at(uuid);
revoke update (id) on table public.automation_run_steps from aigym_definer;

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
  'public.step_means(uuid)',
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
  );',
  'return jsonb_build_object(''keys'', private.keys_for(v_community));'
);
select private.change_function(
  'public.read_held(uuid)',
  'v_held.appealed_at is null and v_held.step_id is null
      and not private.talk_there(v_held.conversation_id)',
  'v_held.appealed_at is null and not private.talk_there(v_held.conversation_id)'
);
select private.change_function(
  'private.tell_held(held_messages)',
  '  if p_held.step_id is not null then
    update public.automation_run_steps
    set failure = private.held_failure(p_held)
    where automation_run_steps.id = p_held.step_id
      and automation_run_steps.failure like ''held.%'';
    return;
  end if;
  update public.messages
  set failure',
  '  update public.messages
  set failure'
);
drop function private.change_function(regprocedure, text, text);
comment on function public.step_means(uuid) is 'As answer_means, of a step of a run of mine.';
comment on table public.held_messages is
  'Messages, their files and answers that are held, or were. Their text is read by public.read_held() '
  'only, which keeps that it was read.';

alter table public.held_messages drop constraint held_messages_of_one;
alter table public.held_messages drop column step_id;
alter table public.held_messages alter column conversation_id set not null;
alter table public.held_messages
  add constraint held_messages_of_one check (num_nonnulls(message_id, file_id) = 1);
