-- Who reported an answer may take that back while nobody has settled it: what it shared is gone then. The
-- audit keeps that there was a report, who read it, and that it was withdrawn.

create function public.withdraw_report(p_answer uuid)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_report public.answer_reports;
begin
  delete from public.answer_reports
  where answer_reports.message_id = p_answer
    and answer_reports.reporter_id = v_me
    and answer_reports.community_id = any (private.my_communities())
    and answer_reports.settled_at is null
  returning * into v_report;
  if v_report.id is not null then
    perform private.write_audit(
      'report.withdrawn', v_report.community_id, 'report', v_report.id::text
    );
    return true;
  end if;
  return not exists (
    select from public.answer_reports
    where answer_reports.message_id = p_answer and answer_reports.reporter_id = v_me
  );
end;
$$;
comment on function public.withdraw_report(uuid) is
  'Takes back my report of an answer, while nobody has settled it; whether it is there no more. The same '
  'form sent twice changes nothing.';

grant delete on table public.answer_reports to aigym_definer;
create policy "Definer functions take back what the asker reported"
  on public.answer_reports for delete to aigym_definer
  using (
    reporter_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
  );
revoke all on function public.withdraw_report(uuid) from public, anon, authenticated, service_role;
grant execute on function public.withdraw_report(uuid) to authenticated;
grant create on schema public to aigym_definer;
alter function public.withdraw_report(uuid) owner to aigym_definer;
revoke create on schema public from aigym_definer;
