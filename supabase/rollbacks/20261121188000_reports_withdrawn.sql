-- Undoes 20261121188000_reports_withdrawn.sql. What was withdrawn stays so.

drop function public.withdraw_report(uuid);
drop policy "Definer functions take back what the asker reported"
  on public.answer_reports;
revoke delete on table public.answer_reports from aigym_definer;
