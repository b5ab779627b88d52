-- Undoes 20261121168100_costs_and_the_ledger.sql. The ledger goes; what each run cost stays with it.

drop trigger ai_runs_entered on public.ai_runs;
drop trigger ai_runs_charged on public.ai_runs;
drop function private.enter_run();
drop function private.charge_run();

drop policy "Super admins set prices that begin later" on public.ai_model_prices;
create policy "Super admins set prices"
  on public.ai_model_prices for insert to authenticated
  with check ((select private.is_platform_admin()));

delete from private.partitioned_tables where parent = 'public.ai_ledger'::regclass;
drop table public.ai_ledger;
alter table public.ai_runs
  drop column charged_input,
  drop column charged_output;
