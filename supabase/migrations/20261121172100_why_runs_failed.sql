-- Why a run failed stands with it: the code of the failure, which says nothing of what was said. Who
-- runs the platform sees how its providers do without seeing any message.

alter table public.ai_runs add column failure text;
comment on column public.ai_runs.failure is 'The class of what went wrong, as the message has it.';

-- Definer, and the migrations' role's own: the job that ends lost answers asks in nobody's name.
create function private.tell_failure()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  new.failure := coalesce(
    (select messages.failure from public.messages where messages.id = new.message_id),
    (
      select automation_run_steps.failure
      from public.automation_run_steps
      where automation_run_steps.id = new.message_id
    )
  );
  return new;
end;
$$;
comment on function private.tell_failure() is 'Notes why a run failed.';
revoke all on function private.tell_failure() from public, anon, authenticated, service_role;

create trigger ai_runs_failure before insert on public.ai_runs
  for each row when (new.outcome in ('failed', 'cut_off'))
  execute function private.tell_failure();
