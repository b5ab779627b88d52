-- Undoes 20261121165100_searches_planned_once.sql.

alter function private.words_alike(uuid[], text, boolean) set plan_cache_mode = force_custom_plan;
alter function private.read_search(uuid[], text[], text, integer)
  set plan_cache_mode = force_custom_plan;
alter function private.fitting_items(uuid, text, text, tsquery, tsquery, text)
  set plan_cache_mode = force_custom_plan;
alter function public.search(uuid, text, text, integer, integer)
  set plan_cache_mode = force_custom_plan;
alter function public.found_items(uuid, text, text, boolean)
  set plan_cache_mode = force_custom_plan;
