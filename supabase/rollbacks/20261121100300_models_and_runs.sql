-- Undoes 20261121100300_models_and_runs.sql. Models, prices, runs and ratings are lost.

drop function public.record_run(uuid, jsonb);
drop function private.cost_of(uuid, timestamptz, integer, integer);
drop table public.message_ratings;
delete from private.partitioned_tables where parent = 'public.ai_runs'::regclass;
drop table public.ai_runs;
drop table public.ai_model_prices;
drop table public.ai_models;
