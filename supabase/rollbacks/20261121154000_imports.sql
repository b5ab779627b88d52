-- Undoes 20261121154000_imports.sql. What was brought in stays; which item came from where is lost, so
-- that the same export brought in again makes them a second time, under names that are free.

drop function public.run_import(uuid, uuid, integer, jsonb);
drop function private.import_one(public.content_imports, jsonb);
drop function public.plan_import(jsonb, jsonb);
drop function private.import_outcome(public.content_imports, jsonb, public.content_items);
drop function private.import_target(public.content_imports, jsonb);
drop table public.content_origins;
drop table public.content_imports;
