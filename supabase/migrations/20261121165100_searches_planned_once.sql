-- Searches look through tables made for them, along the same indexes whatever is looked for. Planning
-- them anew for each word took two thirds of their time, and for common words chose worse.

alter function private.words_alike(uuid[], text, boolean) set plan_cache_mode = force_generic_plan;
alter function private.read_search(uuid[], text[], text, integer)
  set plan_cache_mode = force_generic_plan;
alter function private.fitting_items(uuid, text, text, tsquery, tsquery, text)
  set plan_cache_mode = force_generic_plan;
alter function public.search(uuid, text, text, integer, integer)
  set plan_cache_mode = force_generic_plan;
alter function public.found_items(uuid, text, text, boolean)
  set plan_cache_mode = force_generic_plan;
