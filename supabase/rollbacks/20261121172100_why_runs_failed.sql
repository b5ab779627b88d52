-- Undoes 20261121172100_why_runs_failed.sql. Why runs failed is lost; messages still say it.

drop trigger ai_runs_failure on public.ai_runs;
drop function private.tell_failure();
alter table public.ai_runs drop column failure;
