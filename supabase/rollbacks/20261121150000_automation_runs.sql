-- Undoes 20261121150000_automation_runs.sql. What was run, and what came of it, is lost; the ledger
-- keeps what it took.

drop function public.stop_run(uuid);
drop function public.save_run_step(uuid, text, text, text, text, jsonb);
drop function public.begin_run_step(uuid, text);
drop function public.take_run_step(uuid);
drop function public.start_automation(uuid, uuid, jsonb, uuid);
drop table public.automation_run_steps;
drop table public.automation_runs;
